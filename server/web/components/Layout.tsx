import type { ComponentChildren } from 'preact';
import { LANGUAGES } from '../../../shared/text/language.ts';
import type { AssetName, PageContext } from '../pageContext.ts';
import { inLanguage } from '../urls.ts';
import { DemoBanner } from './DemoBanner.tsx';
import { FiguresBanner } from './FiguresBanner.tsx';

interface Crumb {
  readonly label: string;
  readonly href: string;
}

interface LayoutProps {
  readonly page: PageContext;
  readonly title: string;
  /** The pages above this one, from the front page down. */
  readonly crumbs?: readonly Crumb[];
  readonly scripts?: readonly AssetName[];
  /** Scripts that wait for their own work to be done. */
  readonly modules?: readonly AssetName[];
  readonly styles?: readonly AssetName[];
  readonly children: ComponentChildren;
}

/** The frame of every page. */
export function Layout({
  page,
  title,
  crumbs = [],
  scripts = [],
  modules = [],
  styles = [],
  children,
}: LayoutProps) {
  const { text, asset } = page;
  return (
    <html lang={page.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{text.layout.pagesTitle(title)}</title>
        <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
        {(['dkfds.css', ...styles, 'app.css'] as const).map((name) => (
          <link key={name} rel="stylesheet" href={asset(name)} />
        ))}
        {scripts.map((name) => (
          <script key={name} src={asset(name)} defer />
        ))}
        {modules.map((name) => (
          <script key={name} src={asset(name)} type="module" />
        ))}
      </head>
      <body>
        <a class="skipnav" href="#main-content">
          {text.layout.skip}
        </a>
        <Header page={page} />
        <DemoBanner page={page} />
        <FiguresBanner page={page} />
        <main id="main-content" class="container page" tabIndex={-1}>
          <Breadcrumb page={page} crumbs={crumbs} title={title} />
          <Saved page={page} />
          {children}
        </main>
        <Footer page={page} />
      </body>
    </html>
  );
}

/** After a form: what was saved. */
function Saved({ page: { text, saved } }: { page: PageContext }) {
  const sentences: Readonly<Record<string, string>> = text.forms.saved;
  if (saved === undefined || !Object.hasOwn(sentences, saved)) return null;
  return (
    <div class="alert alert-success notice" role="status">
      <div class="alert-body">
        <p class="alert-text">{sentences[saved]}</p>
      </div>
    </div>
  );
}

function Header({ page }: { page: PageContext }) {
  const { text, urls, frame, path } = page;
  const current = (href: string) => (path === href ? 'page' : undefined);
  const other = LANGUAGES.find((language) => language !== page.language) ?? page.language;
  return (
    <header class="site-header">
      <div class="container site-header-inner">
        <a class="brand" href={urls.country()}>
          <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect width="32" height="32" rx="7" />
            <path d="M9 23V8h8.2a5.2 5.2 0 0 1 0 10.4H13" fill="none" stroke-width="3.2" />
            <circle cx="21.5" cy="23" r="2.6" />
          </svg>
          <span class="brand-name">{text.layout.product}</span>
          <span class="brand-tagline">{text.layout.tagline}</span>
        </a>
        <nav class="site-nav" aria-label={text.layout.mainMenu}>
          <ul class="nobullet-list">
            <li>
              <a href={urls.country()} aria-current={current(urls.country())}>
                {text.layout.country}
              </a>
            </li>
            <li>
              <details class="site-menu" name="site-menu">
                <summary>{text.layout.regions}</summary>
                <ul class="nobullet-list">
                  {frame.regions.map(({ code, name }) => (
                    <li key={code}>
                      <a href={urls.region(code)} aria-current={current(urls.region(code))}>
                        {name}
                      </a>
                    </li>
                  ))}
                </ul>
              </details>
            </li>
            <li>
              <a href={urls.releases()} aria-current={current(urls.releases())}>
                {text.layout.releases}
              </a>
            </li>
            <li>
              <a href={urls.reviews()} aria-current={current(urls.reviews())}>
                {text.reviews.title}
              </a>
            </li>
            <li>
              <a href={urls.notices()} aria-current={current(urls.notices())}>
                {text.notices.title}
              </a>
            </li>
            <li>
              <a href={urls.runs()} aria-current={current(urls.runs())}>
                {text.layout.runs}
              </a>
            </li>
            <li>
              <a class="language-switch" href={inLanguage(path, other)} lang={other} hreflang={other}>
                {text.layout.switchLanguage}
              </a>
            </li>
          </ul>
        </nav>
      </div>
    </header>
  );
}

function Breadcrumb({ page, crumbs, title }: { page: PageContext; crumbs: readonly Crumb[]; title: string }) {
  if (crumbs.length === 0) return null;
  return (
    <nav class="crumbs" aria-label={page.text.layout.breadcrumb}>
      <ol>
        {crumbs.map(({ label, href }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
        <li aria-current="page">{title}</li>
      </ol>
    </nav>
  );
}

function Footer({ page }: { page: PageContext }) {
  return (
    <footer class="site-footer">
      <div class="container">
        <p>
          {page.text.layout.footerResults.before}
          <a href="https://www.sundhed.dk">sundhed.dk</a>
          {page.text.layout.footerResults.after}{' '}
          <a href="https://covid19.ssi.dk/overvagningsdata">{page.text.layout.footerStatistics}</a>
        </p>
        <p>{page.text.layout.footerSources}</p>
      </div>
    </footer>
  );
}
