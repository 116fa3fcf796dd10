import type { ReleasesView, ReleaseSummary } from '../../../shared/contracts/views/releases.ts';
import { NotYet, Notice, Section, TableBox } from '../components/blocks.tsx';
import { Doubts } from '../components/Doubts.tsx';
import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';

/** Every release with what became of it; those that are held back wait on top for somebody's word. */
export function ReleasesPage({ page, view }: { page: PageContext; view: ReleasesView }) {
  const { text, format } = page;
  const held = view.releases.filter(({ state }) => state === 'quarantined');
  const others = view.releases.filter(({ state }) => state !== 'quarantined');
  return (
    <Layout
      page={page}
      title={text.releases.title}
      crumbs={[{ label: text.layout.country, href: page.urls.country() }]}
    >
      <div class="page-head">
        <h1>{text.releases.title}</h1>
        <p class="font-lead">{text.releases.lead}</p>
        {view.lastAsked && (
          <p class="quiet">
            {text.releases.asked[view.lastAsked.outcome](format.moment(view.lastAsked.at))}
            {view.lastAsked.message !== null && <span lang="en"> {view.lastAsked.message}</span>}
          </p>
        )}
      </div>
      {view.releases.length === 0 && <NotYet heading={text.releases.none}>{text.releases.noneText}</NotYet>}
      {held.length > 0 && (
        <Section id="held" heading={text.releases.heldHeading(held.length)} lead={text.releases.heldLead}>
          {held.map((release) => (
            <Held key={release.id} page={page} release={release} />
          ))}
        </Section>
      )}
      {others.length > 0 && (
        <Section id="all" heading={text.releases.allHeading}>
          <ReleaseTable page={page} releases={others} />
          {view.count > view.releases.length && (
            <p class="quiet">
              {text.releases.shown(format.count(view.releases.length), format.count(view.count))}
            </p>
          )}
        </Section>
      )}
    </Layout>
  );
}

export function releaseName({ text, format }: PageContext, release: ReleaseSummary): string {
  const day = format.longDay(release.releasedOn);
  return release.sequence > 1
    ? text.releases.ofDayAgain(day, format.count(release.sequence))
    : text.releases.ofDay(day);
}

function Held({ page, release }: { page: PageContext; release: ReleaseSummary }) {
  const { text, urls } = page;
  return (
    <Notice look="warning">
      <p class="alert-heading">{releaseName(page, release)}</p>
      <Doubts page={page} doubts={release.doubts} />
      <p>
        <a href={urls.release(release.id)}>{text.releases.judge}</a>
      </p>
    </Notice>
  );
}

function ReleaseTable({ page, releases }: { page: PageContext; releases: readonly ReleaseSummary[] }) {
  const { text, format, urls } = page;
  return (
    <TableBox caption={text.releases.allHeading} hideCaption compact>
      <thead>
        <tr>
          <th scope="col">{text.releases.day}</th>
          <th scope="col">{text.releases.state}</th>
          <th scope="col" class="number">
            {text.releases.red}
          </th>
          <th scope="col">{text.releases.cameIn}</th>
        </tr>
      </thead>
      <tbody>
        {releases.map((release) => (
          <tr key={release.id}>
            <th scope="row">
              <a href={urls.release(release.id)} class="nowrap">
                {format.date(release.releasedOn)}
              </a>
              {release.sequence > 1 && ` ${text.releases.again(format.count(release.sequence))}`}
            </th>
            <td>{stateWord(page, release)}</td>
            <td class="number">{release.red === null ? '–' : format.count(release.red)}</td>
            <td class="nowrap">{format.moment(release.fetchedAt)}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

export function stateWord({ text, format }: PageContext, release: ReleaseSummary): string {
  const { state, source, judgement, releasedOn, knownOn } = release;
  const { releases } = text;
  const standing = state === 'applied' && judgement !== null ? releases.letThrough : releases.states[state];
  const words = source === 'published' ? releases.publishedFigures(standing) : standing;
  return knownOn > releasedOn ? `${words}, ${releases.knownSince(format.date(knownOn))}` : words;
}
