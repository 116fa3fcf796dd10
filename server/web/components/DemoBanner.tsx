import type { PageContext } from '../pageContext.ts';

/** Says that the world is invented, which day it is there, and lets the day pass. */
export function DemoBanner({ page }: { page: PageContext }) {
  const { text, format, urls, frame } = page;
  if (!frame.demo) return null;
  return (
    <aside class="demo-banner" aria-label={text.layout.demoHeading}>
      <div class="container demo-banner-inner">
        <div class="demo-words">
          <p class="demo-day">
            <strong>{text.layout.demoToday(format.longDay(frame.demo.today))}</strong>
          </p>
          <p>{text.layout.demoInvented}</p>
          {frame.working && (
            <p class="demo-working">
              {text.layout.demoWorking} <a href={urls.runs()}>{text.layout.seeRuns}</a>
            </p>
          )}
        </div>
        <form method="post" action={urls.stepDemo()} class="demo-steps">
          <input type="hidden" name="from" value={page.path} />
          <button class="button button-secondary" name="step" value="day">
            {text.layout.demoNextDay}
          </button>
          <button class="button button-secondary" name="step" value="wednesday">
            {text.layout.demoNextWednesday}
          </button>
        </form>
      </div>
    </aside>
  );
}
