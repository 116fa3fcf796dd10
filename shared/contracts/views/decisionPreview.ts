import type { IsoWeek } from '../../domain/calendar/isoWeek.ts';
import type { RedDemand } from '../../domain/planning/redDemand.ts';
import type { DecisionEffect } from '../../domain/status/effect.ts';

/** With what the figures of the day say of it. */
export interface EffectShown extends DecisionEffect {
  /** R5, R12: the follow-up would be closed, and its assessments with it, while the municipality is measured red. */
  readonly closesWhileRed: boolean;
}

/** What would follow, with what a red test week asks for while the municipality is red. */
export interface DecisionPreview extends EffectShown {
  /** Stands for the effect and for what it was worked out from: handed back when the decision is registered. */
  readonly basedOn: string;
  readonly demand: (RedDemand & { readonly week: IsoWeek }) | undefined;
}
