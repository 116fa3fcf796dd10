import type { RedPlaceView, RedStaffView } from '../../../shared/contracts/views/redStaff.ts';
import { TableBox } from '../components/blocks.tsx';
import { DecidedTag } from '../components/ColourTag.tsx';
import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';

/** A18: which staff are red, and why. */
export function RedStaffPage({ page, view }: { page: PageContext; view: RedStaffView }) {
  const { text, format, urls } = page;
  const { municipality, decided, decisionNumber, people, places } = view;
  const { code } = municipality;
  return (
    <Layout
      page={page}
      title={text.redStaff.title(municipality.name)}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: text.municipality.title(municipality.name), href: urls.municipality(code) },
      ]}
    >
      <div class="page-head">
        <h1>{text.redStaff.title(municipality.name)}</h1>
        <p>
          <DecidedTag text={text} decided={decided} />{' '}
          {decisionNumber !== null && (
            <a href={`${urls.municipality(code)}#decision-${String(decisionNumber)}`}>
              {text.redStaff.decision(format.count(decisionNumber))}
            </a>
          )}
        </p>
        <p class="font-lead">
          {decided.colour === 'green' ? text.redStaff.nobody : text.redStaff.lead(format.count(people))}
        </p>
      </div>
      {places.length > 0 && <Places page={page} places={places} />}
    </Layout>
  );
}

function Places({ page, places }: { page: PageContext; places: readonly RedPlaceView[] }) {
  const { text, format, urls } = page;
  return (
    <TableBox caption={text.redStaff.places} hideCaption>
      <thead>
        <tr>
          <th scope="col">{text.redStaff.place}</th>
          <th scope="col">{text.redStaff.why}</th>
          <th scope="col" class="number">
            {text.redStaff.people}
          </th>
          <th scope="col">{text.redStaff.who}</th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={place.id}>
            <th scope="row">
              {place.kind === 'site' ? <a href={urls.site(place.id)}>{place.name}</a> : place.name}
            </th>
            <td>{reasonOf(page, place)}</td>
            <td class="number">{format.count(place.people)}</td>
            <td>
              <Who page={page} place={place} />
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function reasonOf({ text }: PageContext, { kind, reason, area }: RedPlaceView): string {
  if (reason === 'area' && area !== null) return text.redStaff.reasons.area(area);
  if (reason === 'named') return text.redStaff.reasons[kind];
  return text.redStaff.reasons.whole;
}

/** Names, folded away; those who are known as a number, or not to be seen by name, are a number. */
function Who({ page: { text, format }, place }: { page: PageContext; place: RedPlaceView }) {
  const unnamed = place.people - place.staff.length;
  return (
    <>
      {place.staff.length > 0 && (
        <details>
          <summary>{text.redStaff.byName(format.count(place.staff.length))}</summary>
          <ul>
            {place.staff.map(({ label, organisation, shift }) => (
              <li key={`${organisation} ${label}`}>
                {label} ({organisation}, {text.sites.shifts[shift]})
              </li>
            ))}
          </ul>
        </details>
      )}
      {unnamed > 0 && <span class="quiet">{text.redStaff.byNumber(format.count(unnamed))}</span>}
    </>
  );
}
