import type { CaseFile } from '../../../shared/contracts/views/caseFile.ts';
import type { ContactView, MunicipalityView } from '../../../shared/contracts/views/municipality.ts';
import { Notice, Section } from '../components/blocks.tsx';
import { CapacityShort } from '../components/CapacityShort.tsx';
import { CarriedOver } from '../components/CarriedOver.tsx';
import { Contacts } from '../components/Contacts.tsx';
import {
  ChoiceField,
  FormFaults,
  partyOptions,
  RegistrarFields,
  TextArea,
  TextField,
} from '../components/Fields.tsx';
import { Demand } from '../components/Demand.tsx';
import { FollowUps } from '../components/FollowUps.tsx';
import { NowCards } from '../components/NowCards.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: MunicipalityView;
  readonly file: CaseFile;
  readonly form: FormState;
}

/** R4: whom to call, what was said, and the next talk to write down. */
export function FollowUpPage({ page, view, file, form }: Props) {
  const { text, format, urls } = page;
  const { contacts } = file;
  return (
    <Layout
      page={page}
      title={text.followUp.crumb}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: text.municipality.title(view.name), href: urls.municipality(view.code) },
      ]}
    >
      <div class="page-head">
        <h1>{text.followUp.title(view.name)}</h1>
      </div>
      <CarriedOver page={page} view={view} />
      <CapacityShort page={page} view={view} />
      <Task page={page} file={file} />
      <NowCards page={page} view={view} />
      <div class="two-columns">
        <FollowUps page={page} followUps={view.followUps} />
        <Section id="contacts" heading={text.municipality.contacts}>
          <PartyContacts page={page} of={view.code} name={text.municipality.title(view.name)}>
            {contacts.municipality}
          </PartyContacts>
          <PartyContacts page={page} of={file.municipality.region} name={view.region.name}>
            {contacts.region}
          </PartyContacts>
          <PartyContacts page={page} of="stps" name={text.parties.stps}>
            {contacts.stps}
          </PartyContacts>
        </Section>
      </div>
      {file.decided.colour === 'green' && (
        <Section
          id="consequences"
          heading={text.decide.demandRed(format.week(file.suggestedFirstTestWeek))}
          lead={text.followUp.consequencesLead}
        >
          <Demand page={page} demand={file.redDemand} />
        </Section>
      )}
      <Section id="log-contact" heading={text.followUp.logContact} lead={text.followUp.logContactLead}>
        <ContactForm page={page} form={form} code={view.code} />
      </Section>
    </Layout>
  );
}

/** P9: whom to call at one party; where nobody stands yet, the way to enter somebody. */
function PartyContacts(props: {
  page: PageContext;
  of: string;
  name: string;
  children: readonly ContactView[];
}) {
  const { page, of, name, children } = props;
  return (
    <>
      <h3 class="party-contacts">{name}</h3>
      <Contacts page={page} contacts={children} />
      <p>
        <a href={page.urls.directory(of)} aria-label={page.text.directory.openFor(name)}>
          {page.text.directory.open}
        </a>
      </p>
    </>
  );
}

/** The one thing to do now; the product suggests talks and steps, never a colour (R12). */
function Task({ page, file }: { page: PageContext; file: CaseFile }) {
  const { text, format, urls } = page;
  const { suggestion, followUp, suggestedFirstTestWeek, municipality, reviewDueOn, today } = file;
  const { code } = municipality;
  const overdue = reviewDueOn !== null && reviewDueOn <= today;
  const sentence =
    suggestion === 'call' && followUp
      ? text.followUp.tasks.call(format.longDay(followUp.openedOn))
      : suggestion === 'decide'
        ? text.followUp.tasks.decide(format.week(suggestedFirstTestWeek))
        : suggestion === 'none' || suggestion === 'call'
          ? null
          : text.followUp.tasks[suggestion];
  return (
    <>
      {sentence !== null && (
        <Notice look={suggestion === 'call' ? 'warning' : 'info'}>
          <p class="alert-text">
            {sentence}{' '}
            {suggestion === 'close' && (
              <a href={`${urls.decide(code)}?outcome=close`}>{text.followUp.close}</a>
            )}
            {suggestion === 'decide' && <a href={urls.decide(code)}>{text.followUp.decide}</a>}
          </p>
        </Notice>
      )}
      {reviewDueOn !== null && (
        <Notice look={overdue ? 'warning' : 'info'}>
          <p class="alert-text">{text.followUp.reviewDue(format.longDay(reviewDueOn))}</p>
        </Notice>
      )}
    </>
  );
}

function ContactForm({ page, form, code }: { page: PageContext; form: FormState; code: string }) {
  const { text, urls } = page;
  const { followUp } = text;
  const field = { text, form };
  return (
    <form method="post" action={urls.followUp(code)} class="form-page" noValidate>
      <FormFaults text={text} form={form} />
      <div class="field-row">
        <TextField {...field} name="madeOn" label={followUp.madeOn} type="date" width="narrow" />
        <TextField {...field} name="madeAt" label={followUp.madeAt} type="time" width="narrow" />
      </div>
      <RegistrarFields {...field} onBehalf={false} />
      <ChoiceField
        {...field}
        name="parties"
        kind="checkbox"
        label={followUp.parties}
        options={partyOptions(text)}
      />
      <TextArea
        {...field}
        name="circumstances"
        label={followUp.circumstances}
        hint={followUp.circumstancesHint}
        optional
      />
      <TextArea {...field} name="note" label={followUp.note} optional />
      <div class="form-actions">
        <button class="button button-primary">{followUp.saveContact}</button>
        <a href={urls.municipality(code)}>{text.forms.cancel}</a>
      </div>
    </form>
  );
}
