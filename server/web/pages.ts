import express, { type Router } from 'express';
import { LANGUAGES } from '../../shared/text/language.ts';
import { addSessionForm } from './endpoints/addSession.tsx';
import { planRollForm, publishForm } from './endpoints/planRoll.tsx';
import { showCountry } from './endpoints/country.tsx';
import { markReadyHere } from './endpoints/readiness.ts';
import { agreementsForm, endAgreementToday } from './endpoints/agreements.tsx';
import { decideForm } from './endpoints/decide.tsx';
import { stepDemo } from './endpoints/demo.ts';
import type { WebDeps } from './endpoints/endpoint.ts';
import { followUpForm } from './endpoints/followUp.tsx';
import { directoryForm, removeFromDirectory } from './endpoints/directory.tsx';
import { showNotices } from './endpoints/notices.tsx';
import { showMunicipality } from './endpoints/municipality.tsx';
import { sendPickupRoutes, showPickups } from './endpoints/pickups.tsx';
import { dayForm, toldForm } from './endpoints/onTheDay.tsx';
import { changeListForm } from './endpoints/changeList.tsx';
import { orderForm } from './endpoints/orderStops.tsx';
import { showDriver } from './endpoints/driver.tsx';
import { showMunicipalityKits, showRegionKits } from './endpoints/kits.tsx';
import { showRedStaff } from './endpoints/redStaff.tsx';
import { showRegion } from './endpoints/region.tsx';
import { reviewForm, showReviews } from './endpoints/reviews.tsx';
import { releaseForm, showReleases } from './endpoints/releases.tsx';
import { goalsForm, showRoll, weekdaysForm, withdrawForm } from './endpoints/roll.tsx';
import { showRounds } from './endpoints/rounds.tsx';
import { showRuns } from './endpoints/runs.tsx';
import { showSession, showSite } from './endpoints/sites.tsx';
import { DAY_FORMS } from './dayForms.ts';
import { formEndpoints } from './forms/formEndpoints.ts';
import { otherDayForm, testDaysForm } from './endpoints/testDays.tsx';
import { showStatement } from './endpoints/statement.tsx';
import { whatIfForm } from './endpoints/whatIf.tsx';
import { showWhy } from './endpoints/why.tsx';
import { ownFormsOnly, rememberLanguage, wishedLanguage } from './requests.ts';
import { PATTERNS, urlsIn } from './urls.ts';

/** Every page below its language, and the front door that chooses one. */
export function pagesRouter(deps: WebDeps): Router {
  const pages = express.Router();
  pages.use(rememberLanguage);
  pages.get(PATTERNS.country, showCountry(deps));
  pages.get(PATTERNS.municipality, showMunicipality(deps));
  const followUp = formEndpoints(deps, followUpForm);
  pages.get(PATTERNS.followUp, followUp.show);
  pages.get(PATTERNS.redStaff, showRedStaff(deps));
  const decide = formEndpoints(deps, decideForm);
  pages.get(PATTERNS.decide, decide.show);
  const agreements = formEndpoints(deps, agreementsForm);
  pages.get(PATTERNS.agreements, agreements.show);
  pages.get(PATTERNS.region, showRegion(deps));
  pages.get(PATTERNS.pickups, showPickups(deps));
  pages.get(PATTERNS.pickupRoutes, sendPickupRoutes(deps));
  pages.get(PATTERNS.rounds, showRounds(deps));
  pages.get(PATTERNS.regionKits, showRegionKits(deps));
  pages.get(PATTERNS.municipalityKits, showMunicipalityKits(deps));
  pages.get(PATTERNS.statement, showStatement(deps));
  pages.get(PATTERNS.route, showDriver(deps));
  const changeList = formEndpoints(deps, changeListForm);
  pages.get(PATTERNS.changeList, changeList.show);
  const order = formEndpoints(deps, orderForm);
  pages.get(PATTERNS.order, order.show);
  const directory = formEndpoints(deps, directoryForm);
  pages.get(PATTERNS.directory, directory.show);
  pages.get(PATTERNS.notices, showNotices(deps));
  pages.get(PATTERNS.reviews, showReviews(deps));
  const review = formEndpoints(deps, reviewForm);
  pages.get(PATTERNS.holdReview, review.show);
  pages.get(PATTERNS.runs, showRuns(deps));
  pages.get(PATTERNS.releases, showReleases(deps));
  const release = formEndpoints(deps, releaseForm);
  pages.get(PATTERNS.release, release.show);
  pages.get(PATTERNS.site, showSite(deps));
  pages.get(PATTERNS.session, showSession(deps));
  pages.get(PATTERNS.why, showWhy(deps));
  pages.get(PATTERNS.roll, showRoll(deps));
  const planner = [
    { path: PATTERNS.testDays, form: formEndpoints(deps, testDaysForm) },
    { path: PATTERNS.otherDay, form: formEndpoints(deps, otherDayForm) },
    { path: PATTERNS.planRoll, form: formEndpoints(deps, planRollForm) },
    { path: PATTERNS.publishRoll, form: formEndpoints(deps, publishForm) },
    { path: PATTERNS.addSession, form: formEndpoints(deps, addSessionForm) },
    { path: PATTERNS.whatIf, form: formEndpoints(deps, whatIfForm) },
    { path: PATTERNS.goals, form: formEndpoints(deps, goalsForm) },
    { path: PATTERNS.withdrawRoll, form: formEndpoints(deps, withdrawForm) },
    { path: PATTERNS.weekdays, form: formEndpoints(deps, weekdaysForm) },
  ];
  for (const { path, form } of planner) pages.get(path, form.show);
  const told = formEndpoints(deps, toldForm);
  pages.get(PATTERNS.told, told.show);
  const dayForms = DAY_FORMS.map((name) => ({
    path: PATTERNS.dayForm.replace(':name', name),
    form: formEndpoints(deps, dayForm(name)),
  }));
  for (const { path, form } of dayForms) pages.get(path, form.show);

  pages.use(express.urlencoded({ extended: false, limit: '20kb' }), ownFormsOnly);
  pages.post(PATTERNS.followUp, followUp.submit);
  pages.post(PATTERNS.holdReview, review.submit);
  pages.post(PATTERNS.decide, decide.submit);
  for (const { path, form } of planner) pages.post(path, form.submit);
  pages.post(PATTERNS.told, told.submit);
  for (const { path, form } of dayForms) pages.post(path, form.submit);
  pages.post(PATTERNS.release, release.submit);
  pages.post(PATTERNS.directory, directory.submit);
  pages.post(PATTERNS.removeContact, removeFromDirectory(deps));
  pages.post(PATTERNS.agreements, agreements.submit);
  pages.post(PATTERNS.markReady, markReadyHere(deps));
  pages.post(PATTERNS.endAgreement, endAgreementToday(deps));
  pages.post(PATTERNS.changeList, changeList.submit);
  pages.post(PATTERNS.order, order.submit);
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
