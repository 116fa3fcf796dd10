import type { RequestHandler } from 'express';
import { REGIONS } from '../../../shared/domain/geography/regions.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { monthlyStatement } from '../../../shared/usecases/lists/statement.ts';
import { StatementPage } from '../pages/StatementPage.tsx';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

/** A month and its neighbours, as `2020-09`. */
function monthsAround(month: string): string[] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return [-1, 0, 1].map((step) => {
    const at = year * 12 + number - 1 + step;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

export function showStatement(deps: WebDeps): RequestHandler<{ code: string; month: string }> {
  return async (request, response) => {
    const { code, month } = request.params;
    const region = REGIONS.find((each) => each.code === code);
    if (!region || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
      throw new DomainProblem('not-found', `there is no statement of ${code} for ${month}`);
    }
    const page = await contextOf(deps, request);
    const { rows, rates } = await deps.services.using(({ actor, ...given }) =>
      monthlyStatement(given, { actor, region: code, month }),
    );
    const view = { region, month, rows, rates, around: monthsAround(month) };
    sendPage(response, <StatementPage page={page} view={view} />);
  };
}
