import type { ReviewView } from '../../../shared/contracts/views/reviews.ts';
import { TableBox } from '../components/blocks.tsx';
import { CarriedOverNote } from '../components/CarriedOver.tsx';
import { DecidedTag, MeasuredTag } from '../components/ColourTag.tsx';
import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';

/** R12: whom to talk with, the most overdue on top. */
export function ReviewsPage({ page, reviews }: { page: PageContext; reviews: readonly ReviewView[] }) {
  const { text, format, urls } = page;
  return (
    <Layout
      page={page}
      title={text.reviews.title}
      crumbs={[{ label: text.layout.country, href: urls.country() }]}
    >
      <div class="page-head">
        <h1>{text.reviews.title}</h1>
        <p class="font-lead">{text.reviews.lead}</p>
      </div>
      {reviews.length === 0 ? (
        <p>{text.reviews.none}</p>
      ) : (
        <TableBox caption={text.reviews.title} hideCaption stacks>
          <thead>
            <tr>
              <th scope="col">{text.reviews.municipality}</th>
              <th scope="col">{text.reviews.due}</th>
              <th scope="col">{text.colours.measured}</th>
              <th scope="col">{text.colours.decided}</th>
              <th scope="col">{text.reviews.suggestion}</th>
              <th scope="col">{text.reviews.hold}</th>
            </tr>
          </thead>
          <tbody>
            {reviews.map(({ code, name, dueOn, overdue, measured, decided, suggestion }) => (
              <tr key={code}>
                <th scope="row">
                  <a href={urls.municipality(code)}>{name}</a>
                </th>
                <td data-title={text.reviews.due}>
                  {format.longDay(dueOn)} {overdue && <strong>({text.reviews.overdue})</strong>}
                </td>
                <td data-title={text.colours.measured}>
                  <MeasuredTag text={text} colour={measured?.colour ?? null} />
                </td>
                <td data-title={text.colours.decided}>
                  <DecidedTag text={text} decided={decided} />
                  <CarriedOverNote page={page} since={overdue ? dueOn : null} />
                </td>
                <td data-title={text.reviews.suggestion}>{text.reviews.suggestions[suggestion]}</td>
                <td class="stacked-action">
                  <a href={urls.holdReview(code)}>{text.reviews.hold}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </Layout>
  );
}
