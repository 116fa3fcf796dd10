import { z } from 'zod';
import type { DomainProblem, Fault } from '../../../shared/domain/problem.ts';
import { plainTextFault } from '../../../shared/domain/plainText.ts';
import type { Text } from '../../../shared/text/text.ts';

/** A form as it is drawn: what stands in it, and what is wrong with it. */
export interface FormState {
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** `field` is a name of the form, or of something that the form cannot show by itself. */
  readonly faults: readonly { readonly field: string; readonly message: string }[];
}

type Given = Readonly<Record<string, string | readonly string[] | undefined>>;

export function freshForm(values: Given): FormState {
  return { values: asLists(values), faults: [] };
}

export function valueOf({ values }: FormState, name: string): string {
  return values[name]?.[0] ?? '';
}

export function faultOf({ faults }: FormState, name: string): string | undefined {
  return faults.find(({ field }) => field === name)?.message;
}

type Read<T> = { readonly input: T } | { readonly form: FormState };

/** What was sent against its schema; on a fault the form comes back as it was typed. */
export function readForm<S extends z.ZodType>(schema: S, sent: unknown, text: Text): Read<z.output<S>> {
  const given = (sent ?? {}) as Given;
  const parsed = schema.safeParse(given);
  if (parsed.success) return { input: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => ({
    place: String(path[0] ?? ''),
    message,
  }));
  return { form: formWithFaults(given, faults, text) };
}

/** What a rule refused, beside the fields that it is about. */
export function refusedForm(sent: unknown, problem: DomainProblem, text: Text): FormState {
  const faults = problem.faults.length > 0 ? problem.faults : [{ place: '', message: problem.message }];
  return formWithFaults((sent ?? {}) as Given, faults, text);
}

function formWithFaults(given: Given, faults: readonly Fault[], text: Text): FormState {
  return {
    values: asLists(given),
    faults: faults.map((fault) => ({
      // The values of a rule are fields of the form by their own names.
      field: fault.place.replace(/^params\./, '').split('.')[0] ?? '',
      message: faultSentence(text, fault),
    })),
  };
}

/** A fault in the reader's language where it has a code there, else as the rule says it. */
export function faultSentence({ forms }: Text, { code, facts = {}, message }: Fault): string {
  const sentences: Readonly<Record<string, string>> = forms.faults;
  const sentence = sentences[code ?? message];
  return sentence?.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '')) ?? message;
}

function asLists(given: Given): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      (value === undefined ? [] : typeof value === 'string' ? [value] : value).map(withoutNumbers),
    ]),
  );
}

/** R57: what looks like a CPR number is not repeated, not even in the form that it was typed into. An id is none. */
function withoutNumbers(value: string): string {
  const isNumber = plainTextFault(value)?.code === 'personalNumber' && !z.uuid().safeParse(value).success;
  return isNumber ? '' : value;
}
