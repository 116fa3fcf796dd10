import type { OtherDaysView } from '../../../shared/contracts/views/testDays.ts';
import { NotYet, TableBox } from '../components/blocks.tsx';
import { FormFaults, RegistrarFields, TextArea } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import { faultOf, type FormState, valueOf } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: OtherDaysView;
  readonly form: FormState;
}

/** Another day for a site, each with its price: laboratory, quota, kilometres. */
export function OtherDayPage({ page, view: { testDay, days }, form }: Props) {
  const { text, format, urls } = page;
  const { testDays } = text;
  const back = urls.testDays({ region: testDay.region, municipality: testDay.municipality });
  const chosen = valueOf(form, 'wished');
  const fault = faultOf(form, 'wished');
  return (
    <Layout
      page={page}
      title={testDays.otherTitle}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: testDays.title, href: back },
      ]}
    >
      <div class="page-head">
        <h1>{testDays.otherTitle}</h1>
        <p class="font-lead">
          {testDays.otherAbout(testDay.siteName, format.longDay(testDay.date), format.count(testDay.people))}
        </p>
      </div>
      <p class="block-lead">{testDays.otherLead(testDay.laboratoryName)}</p>
      {days.length === 0 ? (
        <NotYet heading={testDays.noOther}>{testDays.noOtherText}</NotYet>
      ) : (
        <form method="post" action={urls.otherDay(testDay.id)} class="form-page form-wide" noValidate>
          <FormFaults text={text} form={form} />
          <div id="field-wished" class={fault === undefined ? '' : 'form-error'}>
            <TableBox caption={testDays.otherTitle} hideCaption compact stacks>
              <thead>
                <tr>
                  <th scope="col">{testDays.day}</th>
                  <th scope="col" class="number">
                    {testDays.load}
                  </th>
                  <th scope="col" class="number">
                    {testDays.left}
                  </th>
                  <th scope="col" class="number">
                    {testDays.km}
                  </th>
                </tr>
              </thead>
              <tbody>
                {days.map((day) => (
                  <tr key={day.date} class={day.fits ? '' : 'quiet'}>
                    <th scope="row" class="nowrap">
                      <span class="form-group-radio">
                        <input
                          type="radio"
                          class="form-radio"
                          id={`wished-${day.date}`}
                          name="wished"
                          value={day.date}
                          checked={day.date === chosen}
                          disabled={!day.fits}
                        />
                        <label for={`wished-${day.date}`}>{format.shortDay(day.date)}</label>
                      </span>
                    </th>
                    <td class="number" data-title={testDays.load}>
                      {testDays.of(
                        format.count(day.load),
                        format.count(day.capacity),
                        format.percent(day.load / day.capacity),
                      )}
                    </td>
                    <td class="number" data-title={testDays.left}>
                      {day.fits ? format.count(day.left) : testDays.full(format.count(day.left))}
                    </td>
                    <td
                      class="number"
                      data-title={testDays.km}
                    >{`${day.km > 0 ? '+' : ''}${format.oneDecimal(day.km)}`}</td>
                  </tr>
                ))}
              </tbody>
            </TableBox>
          </div>
          <TextArea text={text} form={form} name="note" label={testDays.note} optional />
          <RegistrarFields text={text} form={form} />
          <div class="form-actions">
            <button class="button button-primary">{testDays.wish}</button>
            <a href={back}>{text.forms.cancel}</a>
          </div>
        </form>
      )}
    </Layout>
  );
}
