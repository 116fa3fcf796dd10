import express, { type Router } from 'express';
import { LANGUAGES } from '../../shared/text/language.ts';
import { showCountry } from './endpoints/country.tsx';
import { stepDemo } from './endpoints/demo.ts';
import type { WebDeps } from './endpoints/endpoint.ts';
import { ownFormsOnly, rememberLanguage, wishedLanguage } from './requests.ts';
import { PATTERNS, urlsIn } from './urls.ts';

/** Every page below its language, and the front door that chooses one. */
export function pagesRouter(deps: WebDeps): Router {
  const pages = express.Router();
  pages.use(rememberLanguage);
  pages.get(PATTERNS.country, showCountry(deps));

  pages.use(express.urlencoded({ extended: false, limit: '20kb' }), ownFormsOnly);
  pages.post(PATTERNS.stepDemo, stepDemo(deps));

  const router = express.Router();
  router.get('/', (request, response) => {
    response
      .vary('Accept-Language')
      .vary('Cookie')
      .redirect(302, urlsIn(wishedLanguage(request)).country());
  });
  for (const language of LANGUAGES) router.use(`/${language}`, pages);
  return router;
}
