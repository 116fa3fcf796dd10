import { createRequire } from 'node:module';
import type { default as LoadHighs } from 'highs';
import type { Model } from '../../../shared/domain/rolls/model/model.ts';

// The package's type declarations describe a default export that NodeNext does not see.
const loadHighs = createRequire(import.meta.url)('highs') as typeof LoadHighs.default;

export interface OracleRequest {
  /** People who must be placed. */
  readonly placed: number;
  /** By laboratory and laboratory day: samples that may arrive; infinite where nothing limits them. */
  readonly most: readonly ArrayLike<number>[];
  readonly seconds: number;
  /** Only these sites; all by default. */
  readonly sites?: readonly number[];
}

/**
 * The cheapest roll as an integer program, solved by HiGHS: a binary per candidate and per stop, people as flow. It is
 * written from the model's candidates, so it judges the search, not the reading of the rules (the checker does that).
 * Kilometres and standing sessions are left out, and sites must share nothing.
 * @returns the proven optimum, or undefined when time ran out first
 */
export async function proveCheapest(model: Model, request: OracleRequest): Promise<number | undefined> {
  const sites = request.sites ?? model.sites.map(({ index }) => index);
  const program: Program = { objective: [], rows: [], binaries: [], byClass: new Map(), byDay: new Map() };
  for (const site of sites) describeSite(model, site, program);
  const { objective, rows, binaries, byClass, byDay } = program;
  for (const [offerClass, people] of byClass)
    rows.push(`${people.join(' + ')} <= ${model.classes[offerClass]!.count}`);
  rows.push(`${[...byClass.values()].flat().join(' + ')} >= ${request.placed}`);
  for (const { lab, day, people } of byDay.values()) {
    const room = request.most[lab]![day]! - model.labs[lab]!.load[day]!;
    if (Number.isFinite(room)) rows.push(`${people.join(' + ')} <= ${Math.floor(room * 1e6 + 1e-3) / 1e6}`);
  }
  const text =
    `Minimize\n ${objective.join(' + ')}\nSubject To\n ${rows.join('\n ')}\n` +
    `Binary\n ${binaries.join('\n ')}\nEnd\n`;
  const highs = await loadHighs();
  const { Status, ObjectiveValue } = highs.solve(text, {
    time_limit: request.seconds,
    mip_rel_gap: 0,
    output_flag: false,
  });
  return Status === 'Optimal' ? ObjectiveValue : undefined;
}

interface Program {
  readonly objective: string[];
  readonly rows: string[];
  readonly binaries: string[];
  readonly byClass: Map<number, string[]>;
  readonly byDay: Map<string, { lab: number; day: number; people: string[] }>;
}

function describeSite(model: Model, index: number, program: Program): void {
  const { siteDay, session } = model.problem.weights;
  const site = model.sites[index]!;
  const { objective, rows, binaries, byClass, byDay } = program;
  const windows = new Map<number, string[]>();
  const stops = new Set<number>();
  for (let c = 0; c < site.candidates; c++) {
    const open = `y_${index}_${c}`;
    const labDay = site.labDay[c]!;
    objective.push(`${session} ${open}`);
    binaries.push(open);
    stops.add(labDay);
    rows.push(`${open} - z_${index}_${labDay} <= 0`);
    const window = site.day[c]! * 64 + site.window[c]!;
    windows.set(window, [...(windows.get(window) ?? []), open]);
    const byCell = new Map<number, string[]>();
    for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
      const offerClass = site.classes[site.arcClass[arc]!]!;
      const cell = site.arcCell[arc]!;
      const people = `x_${index}_${arc}`;
      rows.push(
        `${people} - ${Math.min(model.classes[offerClass]!.count, site.cellCap[cell]!)} ${open} <= 0`,
      );
      byCell.set(cell, [...(byCell.get(cell) ?? []), people]);
      byClass.set(offerClass, [...(byClass.get(offerClass) ?? []), people]);
      const key = `${site.lab} ${labDay}`;
      const day = byDay.get(key) ?? { lab: site.lab, day: labDay, people: [] };
      day.people.push(`${site.turnout} ${people}`);
      byDay.set(key, day);
    }
    for (const [cell, people] of byCell)
      rows.push(`${people.join(' + ')} - ${site.cellCap[cell]!} ${open} <= 0`);
  }
  for (const variants of windows.values()) if (variants.length > 1) rows.push(`${variants.join(' + ')} <= 1`);
  for (const day of stops) {
    objective.push(`${siteDay} z_${index}_${day}`);
    binaries.push(`z_${index}_${day}`);
  }
}
