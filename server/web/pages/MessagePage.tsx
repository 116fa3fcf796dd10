import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';

/** A page that says one thing: not found, refused, broken. */
export function MessagePage(props: {
  page: PageContext;
  heading: string;
  text: string;
  faults?: readonly { readonly place: string; readonly message: string }[];
}) {
  const { page, heading, text, faults = [] } = props;
  return (
    <Layout page={page} title={heading}>
      <h1>{heading}</h1>
      <p class="font-lead">{text}</p>
      {faults.length > 0 && (
        <ul>
          {faults.map(({ place, message }) => (
            <li key={place}>
              {place}: {message}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={page.urls.country()}>{page.text.errors.home}</a>
      </p>
    </Layout>
  );
}
