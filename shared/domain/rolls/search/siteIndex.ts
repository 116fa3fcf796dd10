import type { SiteModel } from '../model/site.ts';

/** A site's arcs the other way round: from a class to its laboratory days and candidates. Built once, read at every step. */
export interface SiteIndex {
  /** Laboratory days of class k: `days[dayStart[k] … dayStart[k + 1])`. */
  readonly dayStart: Int32Array;
  readonly days: Int32Array;
  /** Arcs of class k: `arcs[classStart[k] … classStart[k + 1])`, and the candidate of every arc. */
  readonly classStart: Int32Array;
  readonly arcs: Int32Array;
  readonly arcCandidate: Int32Array;
  /** By candidate: one number for day and window; of candidates that share it only one can be open. */
  readonly slot: Int32Array;
}

const WINDOWS = 64;

export function siteIndex(site: SiteModel): SiteIndex {
  const classes = site.classes.length;
  const arcCandidate = new Int32Array(site.arcClass.length);
  const classStart = new Int32Array(classes + 1);
  for (let c = 0; c < site.candidates; c++) {
    for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
      arcCandidate[arc] = c;
      classStart[site.arcClass[arc]! + 1]!++;
    }
  }
  for (let k = 0; k < classes; k++) classStart[k + 1]! += classStart[k]!;
  const next = classStart.slice();
  const arcs = new Int32Array(arcCandidate.length);
  for (let arc = 0; arc < arcs.length; arc++) arcs[next[site.arcClass[arc]!]!++] = arc;
  const { dayStart, days } = daysOfClasses(site, { classStart, arcs, arcCandidate });
  const slot = site.day.map((day, c) => day * WINDOWS + site.window[c]!);
  return { dayStart, days, classStart, arcs, arcCandidate, slot };
}

function daysOfClasses(
  site: SiteModel,
  { classStart, arcs, arcCandidate }: Pick<SiteIndex, 'classStart' | 'arcs' | 'arcCandidate'>,
): Pick<SiteIndex, 'dayStart' | 'days'> {
  const dayStart = new Int32Array(site.classes.length + 1);
  const days: number[] = [];
  const seen = new Int32Array(site.byLabDay.length).fill(-1);
  for (let k = 0; k < site.classes.length; k++) {
    for (let i = classStart[k]!; i < classStart[k + 1]!; i++) {
      const c = arcCandidate[arcs[i]!]!;
      const day = site.labDay[c]!;
      if (seen[day] === k || site.standing[c]! >= 0) continue;
      seen[day] = k;
      days.push(day);
    }
    dayStart[k + 1] = days.length;
  }
  return { dayStart, days: Int32Array.from(days) };
}
