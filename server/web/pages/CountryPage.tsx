import type { ComponentChildren } from 'preact';
import type { CountryMunicipality, CountryView } from '../../../shared/contracts/views/country.ts';
import { NotYet, Notice, Section, TableBox, Tile } from '../components/blocks.tsx';
import { CarriedOverNote } from '../components/CarriedOver.tsx';
import { DecidedTag, MeasuredTag } from '../components/ColourTag.tsx';
import { CountryMap } from '../components/CountryMap.tsx';
import { Disagreements } from '../components/Disagreements.tsx';
import { Layout } from '../components/Layout.tsx';
import { incidenceOf } from '../incidence.ts';
import type { CountryShapes } from '../map/shapes.ts';
import type { PageContext } from '../pageContext.ts';

/** How many alerts are shown before the rest is folded away. */
const ALERTS_AT_ONCE = 12;

interface Props {
  readonly page: PageContext;
  readonly view: CountryView;
  readonly shapes: CountryShapes;
}

export function CountryPage({ page, view, shapes }: Props) {
  const { text, format, urls, frame } = page;
  return (
    <Layout page={page} title={text.country.title} scripts={['filter-table.js']}>
      <div class="page-head">
        <h1>{text.country.heading}</h1>
        <p class="font-lead">{text.country.lead}</p>
        {view.figures && (
          <p class="figures-date">
            <strong>{text.country.figuresOf(format.longDay(view.figures.releasedOn))}</strong>
            {' · '}
            {text.country.figuresWindow(windowName(text, view.figures.windowName))}
          </p>
        )}
      </div>
      {view.quarantined.map(({ id, releasedOn }) => (
        <Notice key={id} look="warning">
          <p class="alert-text">
            {text.country.quarantined(format.longDay(releasedOn))}{' '}
            <a href={urls.release(id)}>{text.releases.judge}</a>
          </p>
        </Notice>
      ))}
      <Disagreements page={page} disagreements={view.disagreements} />
      {view.figures && view.figures.releasedOn < view.on && !frame.figures?.stale && !frame.figures?.late && (
        <Notice look="info">
          <p class="alert-text">{text.country.olderFigures}</p>
        </Notice>
      )}
      {!view.figures && <NotYet heading={text.country.noFigures}>{text.country.noFiguresText}</NotYet>}
      <Tiles page={page} view={view} />
      <div class="country-columns">
        <Section id="map" heading={text.country.map}>
          <CountryMap page={page} shapes={shapes} municipalities={view.municipalities} />
        </Section>
        <Alerts page={page} view={view} />
      </div>
      <Section id="all" heading={text.country.table}>
        <MunicipalityTable page={page} view={view} />
      </Section>
    </Layout>
  );
}

function windowName(text: PageContext['text'], window: string): string {
  const names: Readonly<Record<string, string>> = text.releases.bases;
  return names[window] ?? window;
}

const isContactDue = ({ followUp }: CountryMunicipality) => followUp !== null && !followUp.contacted;

function Tiles({ page: { text, format }, view }: { page: PageContext; view: CountryView }) {
  const all = view.municipalities;
  const note = text.country.ofMunicipalities(format.count(all.length));
  const count = (test: (each: CountryMunicipality) => boolean) => format.count(all.filter(test).length);
  const due = all.filter(isContactDue).length;
  return (
    <ul class="tiles nobullet-list">
      <Tile
        value={view.figures ? count(({ measured }) => measured?.colour === 'red') : '–'}
        label={text.country.measuredRed}
        note={note}
      />
      <Tile
        value={count(({ decided }) => decided.colour === 'red' && !decided.partial)}
        label={text.country.decidedRed}
        note={note}
      />
      <Tile
        value={count(({ decided }) => decided.colour === 'red' && decided.partial)}
        label={text.country.partlyRed}
        note={note}
      />
      <Tile
        value={format.count(due)}
        label={text.country.contactDue}
        note={note}
        look={due > 0 ? 'alert' : 'plain'}
      />
    </ul>
  );
}

const incidence = ({ measured }: CountryMunicipality) => (measured ? incidenceOf(measured) : 0);

/** Crossings with a contact due (R4), the highest figures first, then reviews that are due (R8, R12). */
function Alerts({ page, view: { municipalities, on } }: { page: PageContext; view: CountryView }) {
  const { text, format } = page;
  const contacts = municipalities.filter(isContactDue).sort((a, b) => incidence(b) - incidence(a));
  const reviews = municipalities
    .filter(({ decided: { reviewOn } }) => reviewOn !== null && reviewOn <= on)
    .filter((each) => !isContactDue(each));
  const short = municipalities.filter(({ unprioritised }) => unprioritised > 0);
  const alerts = [
    ...contacts.map((each) => <ContactAlert key={each.code} page={page} municipality={each} />),
    ...short.map((each) => <CapacityAlert key={`short-${each.code}`} page={page} municipality={each} />),
    ...reviews.map((each) => <ReviewAlert key={each.code} page={page} municipality={each} />),
  ];
  const rest = alerts.slice(ALERTS_AT_ONCE);
  return (
    <Section id="alerts" heading={text.country.alerts}>
      {alerts.length === 0 ? (
        <p>{text.country.noAlerts}</p>
      ) : (
        <ul class="alerts nobullet-list">{alerts.slice(0, ALERTS_AT_ONCE)}</ul>
      )}
      {rest.length > 0 && (
        <details class="more">
          <summary>{text.country.moreAlerts(format.count(rest.length))}</summary>
          <ul class="alerts nobullet-list">{rest}</ul>
        </details>
      )}
    </Section>
  );
}

function ContactAlert({ page, municipality }: { page: PageContext; municipality: CountryMunicipality }) {
  const { text, format } = page;
  const { followUp } = municipality;
  const since = followUp && text.country.crossingSince(format.shortDay(followUp.openedOn));
  const what = <a href={page.urls.followUp(municipality.code)}>{text.country.crossing}</a>;
  return <Alert page={page} municipality={municipality} what={what} since={since} />;
}

/** R13: who comes first when not everybody can be tested is decided by kommune and region, not by the planner. */
function CapacityAlert({ page, municipality }: { page: PageContext; municipality: CountryMunicipality }) {
  const { text, format, urls } = page;
  const what = <a href={`${urls.decide(municipality.code)}?outcome=prioritise`}>{text.country.prioritise}</a>;
  const since = text.country.shortOf(format.count(municipality.unprioritised));
  return <Alert page={page} municipality={municipality} what={what} since={since} />;
}

function ReviewAlert({ page, municipality }: { page: PageContext; municipality: CountryMunicipality }) {
  const { text, format } = page;
  const { reviewOn } = municipality.decided;
  const since = reviewOn && text.country.reviewSince(format.shortDay(reviewOn));
  return <Alert page={page} municipality={municipality} what={text.country.reviewDue} since={since} />;
}

function Alert(props: {
  page: PageContext;
  municipality: CountryMunicipality;
  what: ComponentChildren;
  since: string | null;
}) {
  const { page, municipality, what, since } = props;
  const { text, format, urls } = page;
  const facts = [
    municipality.measured && text.country.incidencePer(format.decimal(incidenceOf(municipality.measured))),
    since,
  ];
  return (
    <li class="alert-row">
      <a href={urls.municipality(municipality.code)}>{municipality.name}</a>
      <span class="alert-row-what">{what}</span>
      <span class="alert-row-facts">{facts.filter((fact) => fact !== null).join(' · ')}</span>
    </li>
  );
}

function MunicipalityTable({ page, view }: { page: PageContext; view: CountryView }) {
  const { text, format } = page;
  const regions = new Map(view.regions.map(({ code, name }) => [code, name]));
  const all = format.count(view.municipalities.length);
  return (
    <>
      <div class="filter" data-filter-for="municipalities" hidden>
        <label class="form-label" for="filter">
          {text.country.filterLabel}
        </label>
        <input class="form-input" id="filter" type="search" autocomplete="off" />
        <label class="form-label" for="filter-kind">
          {text.country.show}
        </label>
        <select class="form-select" id="filter-kind">
          <option value="">{text.country.showAll}</option>
          <option value="attention">{text.country.showAttention}</option>
        </select>
        <p class="filter-count" aria-live="polite" data-words={text.country.filterCount('{shown}', all)} />
      </div>
      <TableBox id="municipalities" caption={text.country.tableCaption} hideCaption>
        <thead>
          <tr>
            <th scope="col">{text.country.municipality}</th>
            <th scope="col">{text.country.region}</th>
            <th scope="col">{text.country.measured}</th>
            <th scope="col">{text.country.decided}</th>
            <th scope="col" class="number">
              {text.country.cases}
            </th>
            <th scope="col" class="number">
              {text.country.incidence}
            </th>
            <th scope="col">{text.country.followUpColumn}</th>
          </tr>
        </thead>
        <tbody>
          {view.municipalities.map((each) => (
            <Row
              key={each.code}
              page={page}
              municipality={each}
              region={regions.get(each.regionCode) ?? ''}
            />
          ))}
        </tbody>
      </TableBox>
    </>
  );
}

function Row(props: { page: PageContext; municipality: CountryMunicipality; region: string }) {
  const { page, municipality, region } = props;
  const { text, format, urls } = page;
  const { measured, decided, followUp } = municipality;
  const attention = measured?.colour === 'red' || decided.colour === 'red' || followUp !== null;
  return (
    <tr data-kind={attention ? 'attention' : undefined}>
      <th scope="row">
        <a href={urls.municipality(municipality.code)}>{municipality.name}</a>
      </th>
      <td class="nowrap">{region}</td>
      <td>
        <MeasuredTag text={text} colour={measured?.colour ?? null} />
      </td>
      <td>
        <DecidedTag text={text} decided={decided} />
        <CarriedOverNote page={page} since={municipality.carriedOverSince} />
      </td>
      <td class="number">{measured && measured.cases !== null ? format.count(measured.cases) : '–'}</td>
      <td class="number">{measured ? format.decimal(incidenceOf(measured)) : '–'}</td>
      <td>
        {followUp && (followUp.contacted ? text.country.followUp : <strong>{text.country.crossing}</strong>)}
      </td>
    </tr>
  );
}
