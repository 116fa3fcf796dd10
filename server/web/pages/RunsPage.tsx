import type { RunState, RunsView, RunView } from '../../../shared/contracts/views/runs.ts';
import type { RunNote } from '../../../shared/contracts/runNotes.ts';
import { addUpNotes, sayRunNote } from '../../../shared/text/runNote.ts';
import { NotYet } from '../components/blocks.tsx';
import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';

const UNDER_WAY: readonly RunState[] = ['queued', 'running'];

/** While it goes on, and when it is done, its steps say what was found; a failure has a place of its own. */
const SAYS_WHY: readonly RunState[] = ['waiting', 'stopped'];

/** The planning runs, the newest first. While one is under way the list is fetched anew by a small script. */
export function RunsPage({ page, view }: { page: PageContext; view: RunsView }) {
  const { text } = page;
  const following = view.runs.some(({ state }) => UNDER_WAY.includes(state));
  return (
    <Layout page={page} title={text.runs.title} scripts={['follow-runs.js']}>
      <div class="page-head">
        <h1>{text.runs.title}</h1>
        <p class="font-lead">{text.runs.lead}</p>
      </div>
      <div id="runs" data-following={following}>
        {following && (
          <p class="follow">
            {text.runs.following}{' '}
            <button
              class="button button-secondary"
              type="button"
              data-pause={text.runs.pause}
              data-resume={text.runs.resume}
              hidden
            />
          </p>
        )}
        {view.runs.length === 0 && <NotYet heading={text.runs.none}>{text.runs.noneText}</NotYet>}
        <ol class="cards nobullet-list">
          {view.runs.map((run) => (
            <li key={run.id} class={`card-plain run run-${run.state}`}>
              <Run page={page} run={run} />
            </li>
          ))}
        </ol>
      </div>
    </Layout>
  );
}

function Run({ page, run }: { page: PageContext; run: RunView }) {
  const { text, format } = page;
  const kinds: Readonly<Record<string, string>> = text.runs.kinds;
  const name = [
    kinds[run.kind] ?? run.kind,
    run.forDate && text.runs.forDay(format.longDay(run.forDate)),
    run.place,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <>
      <h2 class="run-name">
        {name} <span class={`state-tag state-${run.state}`}>{text.runs.states[run.state]}</span>
      </h2>
      <p class="quiet">
        {text.runs.started(format.moment(run.startedAt ?? run.createdAt))}
        {run.finishedAt && ` · ${text.runs.took(duration(page, run))}`}
      </p>
      {UNDER_WAY.includes(run.state) && (
        <p class="run-progress">
          <progress max={1} value={run.progress} aria-label={`${text.runs.progress}: ${name}`} />{' '}
          {format.percent(run.progress)}
        </p>
      )}
      {run.message && SAYS_WHY.includes(run.state) && (
        <p>
          <Note page={page} note={run.message} />
        </p>
      )}
      {run.error && (
        <div class="alert alert-error notice">
          <div class="alert-body">
            <p class="alert-heading">{text.runs.error}</p>
            <p class="alert-text" lang="en">
              {run.error}
            </p>
          </div>
        </div>
      )}
      <Steps page={page} run={run} />
    </>
  );
}

function duration({ text, format }: PageContext, run: RunView): string {
  const from = run.startedAt ?? run.createdAt;
  const seconds = ((run.finishedAt ?? from).getTime() - from.getTime()) / 1000;
  return seconds < 100 ? text.runs.seconds(format.count(seconds)) : format.duration(seconds / 60);
}

/** A sentence of an earlier version was written in English. */
function Note({ page, note }: { page: PageContext; note: RunNote | string }) {
  const said = sayRunNote(note, page.language);
  return typeof note === 'string' ? <span lang="en">{said}</span> : <>{said}</>;
}

/** Every step of the night with a mark and a word: done, running, waiting, failed. */
function Steps({ page, run }: { page: PageContext; run: RunView }) {
  const { runs } = page.text;
  const names: Readonly<Record<string, string>> = runs.steps;
  const order = Object.keys(names);
  const words = {
    done: runs.stepDone,
    now: runs.stepNow,
    waiting: runs.stepWaiting,
    failed: runs.stepFailed,
  };
  // A step in parts has a row for each: `plan-rolls/0147`.
  const parts = Map.groupBy(run.steps, ({ step }) => step.split('/')[0] ?? step);
  return (
    <ol class="steps nobullet-list">
      {order.map((step, i) => {
        const look = lookOf(run, i - order.indexOf(run.step));
        const notes = (parts.get(step) ?? []).flatMap(({ note }) => note ?? []);
        return (
          <li key={step} class={`step step-${look}`}>
            <span class="step-name">{names[step]}</span>
            <span class="step-state">{words[look]}</span>
            {addUpNotes(notes).map((note) => (
              <span key={typeof note === 'string' ? note : note.code} class="step-note">
                <Note page={page} note={note} />
              </span>
            ))}
          </li>
        );
      })}
    </ol>
  );
}

/** Of a step so many places after the one at which the run is. */
function lookOf({ state }: RunView, after: number): 'done' | 'now' | 'waiting' | 'failed' {
  if (state === 'done' || after < 0) return 'done';
  if (after > 0 || state === 'stopped') return 'waiting';
  return state === 'failed' ? 'failed' : 'now';
}
