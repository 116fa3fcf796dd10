import type { TestDayAnswer, TestDaysView } from '../../../shared/contracts/views/testDays.ts';
import { NotYet, TableBox } from '../components/blocks.tsx';
import { FormFaults, RegistrarFields } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: TestDaysView;
  readonly form: FormState;
}

/** R34: proposed → answered → agreed, by owner, in numbers alone. */
export function TestDaysPage({ page, view, form }: Props) {
  const { text, urls } = page;
  const { testDays } = text;
  const { region, municipality, days } = view;
  const owners = [...Map.groupBy(days, ({ owner, allotmentId }) => `${allotmentId} ${owner}`).values()];
  return (
    <Layout
      page={page}
      title={testDays.title}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: region.name, href: urls.region(region.code) },
        ...(municipality
          ? [
              {
                label: text.municipality.title(municipality.name),
                href: urls.municipality(municipality.code),
              },
            ]
          : []),
      ]}
    >
      <div class="page-head">
        <h1>{testDays.title}</h1>
        <p class="font-lead">{municipality ? text.municipality.title(municipality.name) : region.name}</p>
      </div>
      <p class="block-lead">{testDays.lead}</p>
      {days.length === 0 && <NotYet heading={testDays.none}>{testDays.noneText}</NotYet>}
      {days.some(({ allotmentState }) => allotmentState === 'proposed') && (
        <form id={ANSWERS} method="post" action={addressOf(page, view)} class="form-page" noValidate>
          <FormFaults text={text} form={form} />
          <RegistrarFields text={text} form={form} />
          {!municipality && <Agree page={page} days={days} />}
        </form>
      )}
      {owners.map((own) => (
        <OwnersDays
          key={`${own[0]?.allotmentId ?? ''} ${own[0]?.owner ?? ''}`}
          page={page}
          days={own}
          open={owners.length <= 3}
        />
      ))}
    </Layout>
  );
}

/** The one form of the page: each owner's button sends it. */
const ANSWERS = 'answers';

const waiting = (days: readonly TestDayAnswer[]) => days.filter(({ state }) => state === 'proposed').length;

function OwnersDays(props: { page: PageContext; days: readonly TestDayAnswer[]; open: boolean }) {
  const { page, days, open } = props;
  const { text, format, urls } = page;
  const { testDays } = text;
  const [first] = days;
  if (!first) return null;
  const left = waiting(days);
  const people = days.reduce((sum, day) => sum + day.people, 0);
  const { allotmentState: state } = first;
  return (
    <details class="fold" open={open || left > 0}>
      <summary>
        {testDays.ownerLine(
          first.ownerName,
          format.count(days.length),
          format.count(people),
          left > 0 ? testDays.waiting(format.count(left)) : text.region.allotmentStates[state],
        )}
      </summary>
      <TableBox caption={`${testDays.title}, ${first.ownerName}`} hideCaption compact>
        <thead>
          <tr>
            <th scope="col">{testDays.day}</th>
            <th scope="col">{testDays.site}</th>
            <th scope="col" class="number">
              {testDays.people}
            </th>
            <th scope="col">{testDays.answer}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.id}>
              <td class="nowrap">{format.shortDay(day.date)}</td>
              <th scope="row">
                <a href={urls.site(day.siteId)}>{day.siteName}</a>
              </th>
              <td class="number">{format.count(day.people)}</td>
              <td>
                <Answer page={page} day={day} />
                {state === 'proposed' && (
                  <>
                    {' '}
                    <a href={urls.otherDay(day.id)}>{testDays.other}</a>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      {left > 0 && state === 'proposed' && (
        <p>
          <button
            class="button button-primary"
            form={ANSWERS}
            name="action"
            value={`accept ${first.allotmentId} ${first.owner}`}
          >
            {testDays.acceptAll(format.count(left))}
          </button>
        </p>
      )}
    </details>
  );
}

function addressOf({ urls }: PageContext, { region, municipality }: TestDaysView): string {
  return urls.testDays({ region: region.code, municipality: municipality?.code });
}

function Answer({ page: { text, format }, day }: { page: PageContext; day: TestDayAnswer }) {
  const { testDays } = text;
  const by = day.answeredBy === null ? '' : testDays.by(day.answeredBy);
  if (day.state === 'proposed') return <>{testDays.states.proposed}</>;
  if (day.answer === 'other-day' && day.wishedDate !== null && day.state === 'answered') {
    const load =
      day.wishedLoad === null || day.wishedCapacity === null
        ? ''
        : testDays.wishedLoad(format.count(day.wishedLoad), format.count(day.wishedCapacity));
    return <>{`${testDays.wishes(format.shortDay(day.wishedDate))} ${load}${by}`}</>;
  }
  return <>{`${testDays.states[day.state]}${by}`}</>;
}

/** The region's own word, once everybody has answered. */
function Agree({ page: { text, format }, days }: { page: PageContext; days: readonly TestDayAnswer[] }) {
  const { testDays } = text;
  const open = [...Map.groupBy(days, ({ allotmentId }) => allotmentId)].filter(
    ([, own]) => own[0]?.allotmentState === 'proposed',
  );
  return (
    <>
      {open.map(([allotment, own]) => {
        const left = waiting(own);
        return (
          <div key={allotment}>
            <p>{left > 0 ? testDays.agreeWaits(format.count(left)) : testDays.agreeLead}</p>
            {left === 0 && (
              <div class="form-actions">
                <button class="button button-primary" name="action" value={`agree ${allotment}`}>
                  {testDays.agree}
                </button>
              </div>
            )}
          </div>
        );
      })}
    </>
  );
}
