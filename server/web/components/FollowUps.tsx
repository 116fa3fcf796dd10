import type { FollowUpView } from '../../../shared/contracts/views/municipality.ts';
import type { PageContext } from '../pageContext.ts';
import { partyName } from '../partyName.ts';
import { Section } from './blocks.tsx';

/** R4, R5: the follow-ups of a municipality with the talks in each, the newest first. */
export function FollowUps({ page, followUps }: { page: PageContext; followUps: readonly FollowUpView[] }) {
  const { text, format } = page;
  return (
    <Section id="follow-ups" heading={text.municipality.followUps}>
      {followUps.length === 0 && <p>{text.municipality.noFollowUps}</p>}
      <ul class="cards nobullet-list">
        {followUps.map(({ openedOn, closedOn, contacts }) => (
          <li key={openedOn} class="card-plain">
            <h3>
              {closedOn
                ? text.municipality.followUpClosed(format.date(openedOn), format.date(closedOn))
                : text.municipality.followUpOpen(format.date(openedOn))}
            </h3>
            {contacts.length === 0 && !closedOn && (
              <p>
                <strong>{text.municipality.contactMissing}</strong>
              </p>
            )}
            {contacts.map(({ madeAt, madeBy, parties, circumstances }) => (
              <p key={madeAt.getTime()}>
                {text.municipality.contactMade(format.moment(madeAt), partyName(page, madeBy))}
                {parties.length > 0 &&
                  ` ${text.municipality.contactWith(format.list(parties.map((party) => partyName(page, party))))}`}
                {'. '}
                {circumstances}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}
