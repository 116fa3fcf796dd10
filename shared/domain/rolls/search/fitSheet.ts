/** How one site's people fit into a set of its candidates. Reused: read it before the next evaluation. */
export interface SiteFit {
  unplaced: number;
  /** People by laboratory day. */
  readonly people: Int32Array;
  /** People by class of the site who found no place. */
  readonly left: Int32Array;
  /** People by candidate, in the order passed. */
  readonly byCandidate: Int32Array;
}

/** What a fitter writes on: sized for the largest site, and used again for every site. */
export interface FitSheet extends SiteFit {
  /** Places left, by cell. */
  readonly cellLeft: Int32Array;
  /** People by arc; of candidates that are not chosen it says nothing. */
  readonly flow: Int32Array;
}
