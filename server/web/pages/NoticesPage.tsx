import type { Addressee, NoticeFacts } from '../../../shared/domain/status/notice.ts';
import { sayNotice } from '../../../shared/text/notice.ts';
import { Layout } from '../components/Layout.tsx';
import type { Language } from '../../../shared/text/language.ts';
import type { PageContext } from '../pageContext.ts';

export interface NoticeView {
  readonly id: string;
  readonly addressee: Addressee;
  readonly facts: NoticeFacts;
  readonly createdAt: Date;
  /** Whose contacts say where it goes. */
  readonly directory: string;
  readonly deliveries: readonly {
    readonly recipient: string;
    readonly language: Language;
    readonly state: 'waiting' | 'started' | 'sent' | 'refused' | 'failed' | 'uncertain';
  }[];
}

/** Who was told what, and whether it reached them. */
export function NoticesPage({ page, notices }: { page: PageContext; notices: readonly NoticeView[] }) {
  const { text, urls } = page;
  return (
    <Layout
      page={page}
      title={text.notices.title}
      crumbs={[{ label: text.layout.country, href: urls.country() }]}
    >
      <div class="page-head">
        <h1>{text.notices.title}</h1>
        <p class="font-lead">{text.notices.lead}</p>
      </div>
      {notices.length === 0 && <p>{text.notices.none}</p>}
      <ul class="cards nobullet-list">
        {notices.map((notice) => (
          <li key={notice.id} class="card-plain">
            <Notice page={page} notice={notice} />
          </li>
        ))}
      </ul>
    </Layout>
  );
}

function Notice({ page, notice }: { page: PageContext; notice: NoticeView }) {
  const { text, format, language } = page;
  const { subject, body } = sayNotice(notice.facts, language);
  const states = text.notices.states;
  return (
    <>
      <h2 class="notice-subject">{subject}</h2>
      <p class="quiet">
        {text.notices.to(text.parties[notice.addressee])} · {format.moment(notice.createdAt)}
      </p>
      {body
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
      <p class="quiet">
        {notice.deliveries.length === 0 ? (
          <>
            {states.onPage} <a href={page.urls.directory(notice.directory)}>{text.directory.open}</a>
          </>
        ) : (
          notice.deliveries
            .map(
              ({ recipient, language: spoken, state }) =>
                `${text.directory.writtenTo(recipient, text.directory.languages[spoken])}: ${states[state]}`,
            )
            .join(' · ')
        )}
      </p>
    </>
  );
}
