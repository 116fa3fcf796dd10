import type { ComponentChildren } from 'preact';

/** A table that scrolls by itself on a narrow screen, reachable by keyboard. */
export function TableBox({
  caption,
  children,
  id,
  compact = false,
  hideCaption = false,
  stacks = false,
}: {
  caption: string;
  children: ComponentChildren;
  id?: string;
  compact?: boolean;
  hideCaption?: boolean;
  /** On a narrow screen each row is a card; its cells say their column in `data-title`. */
  stacks?: boolean;
}) {
  return (
    <div class="table--responsive-scroll table-box" tabIndex={0} role="region" aria-label={caption}>
      <table
        class={`table ${compact ? 'table--extracompact' : 'table--compact'} ${stacks ? 'table-stacks' : ''}`}
        id={id}
      >
        <caption class={hideCaption ? 'sr-only' : ''}>{caption}</caption>
        {children}
      </table>
    </div>
  );
}

/** Nothing here yet, said kindly, with what will fill it. */
export function NotYet({ heading, children }: { heading: string; children: ComponentChildren }) {
  return (
    <div class="not-yet">
      <p class="not-yet-heading">{heading}</p>
      <p>{children}</p>
    </div>
  );
}

export function Section({
  id,
  heading,
  children,
  lead,
}: {
  id: string;
  heading: string;
  children: ComponentChildren;
  lead?: string;
}) {
  return (
    <section class="block" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {lead && <p class="block-lead">{lead}</p>}
      {children}
    </section>
  );
}

/** A figure worth a glance. */
export function Tile({
  value,
  label,
  note,
  look = 'plain',
}: {
  value: string;
  label: string;
  note?: string;
  look?: 'plain' | 'alert';
}) {
  return (
    <li class={`tile tile-${look}`}>
      <span class="tile-value">{value}</span>
      <span class="tile-label">{label}</span>
      {note && <span class="tile-note">{note}</span>}
    </li>
  );
}

export function Notice({
  look,
  children,
}: {
  look: 'info' | 'warning' | 'error';
  children: ComponentChildren;
}) {
  return (
    <div class={`alert alert-${look} notice`}>
      <div class="alert-body">{children}</div>
    </div>
  );
}
