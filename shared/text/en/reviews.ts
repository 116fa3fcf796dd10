import type * as danish from '../da/reviews.ts';
import type { Words } from '../words.ts';

export const reviews: Words<typeof danish.reviews> = {
  title: 'Reviews',
  lead: 'Each red municipality is reviewed with it at least every 7 days. Holidays move nothing. Without a decision the decided colour stands.',
  none: 'No review is pending.',
  municipality: 'Municipality',
  due: 'By',
  overdue: 'overdue',
  suggestion: 'Suggestion',
  suggestions: {
    call: 'call',
    decide: 'decide on Wednesday',
    discuss: 'discuss',
    close: 'close the follow-up',
    none: '–',
  },
  hold: 'Log a review',
  holdTitle: (name) => `Review of ${name}`,
  holdLead: 'When the municipality stays as it is. A change is a decision.',
  note: 'What was said',
  save: 'Save the review',
  next: (day) => `By ${day}.`,
};
