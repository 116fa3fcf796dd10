/**
 * Why the product says no. Kinds are closed: one exhaustive map turns them into RFC 9457 problem details, another
 * into a page, a third into an exit code. No HTTP in here. Bugs stay ordinary errors.
 */
export type DomainProblemKind =
  | 'bad-file' // a file that cannot be read as what it claims to be
  | 'invalid-input' // a request, flag or form that breaks its schema
  | 'not-found'
  | 'conflict' // true elsewhere already, or changed meanwhile
  | 'refused-by-rule' // a rule of the model or the checker says no
  | 'quarantined' // a release held back
  | 'unavailable'; // something outside is down

/** One fault with its place: a file and line, a JSON path, a field. */
export interface Fault {
  readonly place: string;
  readonly message: string;
  /** For those who say it in another language: a key of `text.forms.faults`, and what its sentence needs. */
  readonly code?: string | undefined;
  readonly facts?: Readonly<Record<string, string | number>> | undefined;
}

export class DomainProblem extends Error {
  override readonly name = 'DomainProblem';
  readonly kind: DomainProblemKind;
  readonly faults: readonly Fault[];

  constructor(kind: DomainProblemKind, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.kind = kind;
    this.faults = faults;
  }
}
