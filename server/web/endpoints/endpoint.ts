import type { Request } from 'express';
import type { CountryShapes } from '../map/shapes.ts';
import { type AssetName, type PageContext, pageContext } from '../pageContext.ts';
import { languageOf } from '../requests.ts';
import type { WebServices } from '../services.ts';

/** What the endpoints of the pages share. */
export interface WebDeps {
  readonly services: WebServices;
  readonly asset: (name: AssetName) => string;
  readonly shapes: CountryShapes;
}

export async function contextOf({ services, asset }: WebDeps, request: Request): Promise<PageContext> {
  const { saved } = request.query;
  return pageContext({
    language: languageOf(request),
    saved: typeof saved === 'string' ? saved : undefined,
    path: request.baseUrl + request.path,
    frame: await services.frame(),
    asset,
  });
}
