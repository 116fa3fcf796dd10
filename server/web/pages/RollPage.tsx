import type { RollPageView } from '../../../shared/contracts/views/roll.ts';
import type { GoalWeights } from '../../../shared/domain/planning/goals.ts';
import { Section, TableBox } from '../components/blocks.tsx';
import { Changes } from '../components/Changes.tsx';
import { Layout } from '../components/Layout.tsx';
import { Roll } from '../components/Roll.tsx';
import { faultSentence } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: RollPageView;
}

/** A roll for its planner: what it was made for, how good it is, who is left out, what it changed. */
export function RollPage({ page, view }: Props) {
  const { text, urls, format } = page;
  const { rolls } = text;
  return (
    <Layout
      page={page}
      title={rolls.title(view.roll.organisationName)}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        {
          label: text.municipality.title(view.municipality.name),
          href: urls.municipality(view.municipality.code),
        },
      ]}
    >
      <div class="page-head">
        <h1>{rolls.title(view.roll.organisationName)}</h1>
      </div>
      {view.difference && (
        <Section id="difference" heading={rolls.difference}>
          <p>
            {rolls.differenceText(
              format.count(view.difference.moved),
              format.count(view.difference.placed),
              format.count(view.difference.lost),
            )}
          </p>
        </Section>
      )}
      {view.withdrawals.length > 0 && (
        <Section id="withdrawn" heading={rolls.withdrawn}>
          <Changes page={page} changes={view.withdrawals} />
        </Section>
      )}
      <Section id="roll" heading={text.municipality.roll}>
        <Roll page={page} roll={view.roll} named={false} />
      </Section>
      <Refused page={page} view={view} />
      <Actions page={page} view={view} />
      <Goals page={page} view={view} />
      <Swabbing page={page} view={view} />
      <Holidays page={page} view={view} />
      <MadeFor page={page} view={view} />
    </Layout>
  );
}

/** What a planner can do with the roll as it is. */
function Actions({ page: { text, urls }, view: { roll, municipality } }: Props) {
  const { planning } = text;
  if (roll.state === 'superseded') return null;
  return (
    <p class="page-actions">
      {roll.state !== 'published' && (
        <>
          <a class="button button-primary" href={urls.publishRoll(roll.id)}>
            {planning.publish}
          </a>
          <a class="button button-secondary" href={urls.planRoll(municipality.code)}>
            {planning.planAgain}
          </a>
        </>
      )}
      <a class="button button-secondary" href={urls.addSession({ roll: roll.id })}>
        {planning.add}
      </a>
      <a class="button button-secondary" href={urls.whatIf(roll.id)}>
        {text.whatIf.open}
      </a>
      {roll.state === 'published' && (
        <a class="button button-warning" href={urls.withdrawRoll(roll.id)}>
          {text.rolls.withdraw}
        </a>
      )}
    </p>
  );
}

/** P3: the checker's word on what was wanted and could not be. */
function Refused({ page: { text, format }, view: { refused } }: Props) {
  const { planning } = text;
  if (refused.length === 0) return null;
  return (
    <Section id="refused" heading={planning.refused} lead={planning.refusedText}>
      <ul class="cards nobullet-list">
        {refused.map(({ siteName, date, start, faults }) => (
          <li key={`${siteName} ${date} ${start}`} class="card-plain card-warning">
            <p>
              <strong>{planning.refusedLine(siteName, format.longDay(date), start)}</strong>
            </p>
            <ul>
              {faults.map((fault) => (
                <li key={fault.code + fault.message}>{faultSentence(text, { place: '', ...fault })}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const NAMES = ['siteDay', 'session', 'km', 'moved', 'peakTolerance'] as const satisfies (keyof GoalWeights)[];

/** Which figure of the score, and of the bounds, belongs to a goal. */
const SCORES: Readonly<Record<keyof GoalWeights, string>> = {
  siteDay: 'siteDays',
  session: 'sessions',
  km: 'km',
  moved: 'moved',
  peakTolerance: 'labPeakRatio',
};

function Goals({ page, view }: Props) {
  const { text, format, urls } = page;
  const { rolls } = text;
  const figure = (name: keyof GoalWeights, value: number | undefined) =>
    value === undefined ? '–' : name === 'peakTolerance' ? format.decimal(value) : format.count(value);
  return (
    <Section id="goals" heading={rolls.goals} lead={rolls.goalsText}>
      <TableBox caption={rolls.goals} hideCaption compact>
        <thead>
          <tr>
            <th scope="col">{rolls.goal}</th>
            <th scope="col" class="number">
              {rolls.weight}
            </th>
            <th scope="col" class="number">
              {rolls.nextWeight}
            </th>
            <th scope="col" class="number">
              {rolls.result}
            </th>
            <th scope="col" class="number">
              {rolls.best}
            </th>
          </tr>
        </thead>
        <tbody>
          {NAMES.map((name) => (
            <tr key={name}>
              <th scope="row">{rolls.goalNames[name]}</th>
              <td class="number">{format.decimal(view.weights[name])}</td>
              <td class="number">{format.decimal(view.nextWeights[name])}</td>
              <td class="number">{figure(name, view.score[SCORES[name]])}</td>
              <td class="number">{figure(name, view.bounds[SCORES[name]])}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      <p>
        <a class="button button-secondary button-small" href={urls.goals(view.roll.id)}>
          {rolls.setGoals}
        </a>
      </p>
    </Section>
  );
}

/** P14. */
function Swabbing({ page, view }: Props) {
  const { text, format, urls } = page;
  const { rolls } = text;
  if (view.swabbing.length === 0) return null;
  const shifts = ['day', 'evening', 'night'] as const;
  return (
    <Section id="swabbing" heading={rolls.swabbing} lead={rolls.swabbingText}>
      <TableBox caption={rolls.swabbing} hideCaption compact>
        <thead>
          <tr>
            <th scope="col">{text.municipality.site}</th>
            <th scope="col" class="number">
              {text.municipality.testDays}
            </th>
            {shifts.map((shift) => (
              <th key={shift} scope="col" class="number">
                {text.sites.shifts[shift]}
              </th>
            ))}
            <th scope="col" class="number">
              {rolls.minutes}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.swabbing.map((site) => (
            <tr key={site.siteId}>
              <th scope="row">
                <a href={urls.site(site.siteId)}>{site.siteName}</a>
              </th>
              <td class="number">{format.count(site.testDays)}</td>
              {shifts.map((shift) => (
                <td key={shift} class="number nowrap">
                  {site[shift] === 0 ? '–' : format.duration(site[shift])}
                </td>
              ))}
              <td class="number nowrap">{format.duration(site.day + site.evening + site.night)}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </Section>
  );
}

function Holidays({ page: { text, format }, view }: Props) {
  if (view.inHolidays.length === 0) return null;
  return (
    <Section id="holidays" heading={text.rolls.holidays} lead={text.rolls.holidaysText}>
      <ul>
        {view.inHolidays.map(({ siteName, date, reason }) => (
          <li key={`${siteName} ${date}`}>
            {`${format.shortDay(date)}: ${siteName}${reason === null ? '' : ` (${reason})`}`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function MadeFor({ page: { text, format }, view }: Props) {
  const { rolls } = text;
  const facts: (readonly [string, string | null])[] = [
    [rolls.policy, view.policy],
    [rolls.notBefore, view.notBefore && format.longDay(view.notBefore)],
    [rolls.room, view.room && rolls.rooms[view.room]],
  ];
  return (
    <Section id="made-for" heading={rolls.madeFor}>
      <dl class="facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Section>
  );
}
