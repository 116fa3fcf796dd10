import { PARTIES } from '../../../shared/domain/status/party.ts';
import type { ComponentChildren } from 'preact';
import type { Text } from '../../../shared/text/text.ts';
import { faultOf, type FormState, valueOf } from '../forms/formState.ts';

/** What every field is drawn with. */
interface FieldProps {
  readonly text: Text;
  readonly form: FormState;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean;
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** What is wrong, on top, with a way to each field (WCAG 3.3.1). */
export function FormFaults({ text, form }: { text: Text; form: FormState }) {
  if (form.faults.length === 0) return null;
  return (
    <div class="alert alert-error notice form-faults" role="alert">
      <div class="alert-body">
        <p class="alert-heading">{text.forms.faultsHeading}</p>
        <ul>
          {form.faults.map(({ field, message }) => (
            <li key={field + message}>
              {field === '' ? message : <a href={`#field-${field}`}>{message}</a>}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function describedBy({ name, hint, form }: FieldProps): string | undefined {
  const ids = [
    ...(hint === undefined ? [] : [`hint-${name}`]),
    ...(faultOf(form, name) === undefined ? [] : [`fault-${name}`]),
  ];
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** What `describedBy` points to. */
function HintAndFault(said: Pick<FieldProps, 'name'> & Record<'hint' | 'fault', string | undefined>) {
  const { name, hint, fault } = said;
  return (
    <>
      {hint !== undefined && (
        <span class="form-hint" id={`hint-${name}`}>
          {hint}
        </span>
      )}
      {fault !== undefined && (
        <span class="form-error-message" id={`fault-${name}`}>
          {fault}
        </span>
      )}
    </>
  );
}

/** Label, hint and fault around one control. */
function Group({ children, ...field }: FieldProps & { children: ComponentChildren }) {
  const { text, form, name, label, hint, optional = false } = field;
  const fault = faultOf(form, name);
  return (
    <div class={`form-group ${fault === undefined ? '' : 'form-error'}`}>
      <label class="form-label" for={`field-${name}`}>
        {label}
        {optional && <span class="quiet"> {text.forms.optional}</span>}
      </label>
      <HintAndFault name={name} hint={hint} fault={fault} />
      {children}
    </div>
  );
}

function control(field: FieldProps) {
  const { form, name } = field;
  const invalid = faultOf(form, name) !== undefined;
  const described = describedBy(field);
  return {
    id: `field-${name}`,
    name,
    ...(invalid ? { 'aria-invalid': true as const } : {}),
    ...(described === undefined ? {} : { 'aria-describedby': described }),
  };
}

export function TextField({
  type = 'text',
  width = 'wide',
  ...field
}: FieldProps & { type?: 'text' | 'date' | 'number' | 'email' | 'tel' | 'time'; width?: 'wide' | 'narrow' }) {
  // Preact's types tell inputs apart by a single type, never by one of several.
  const one = type as 'text';
  const number = type === 'number' ? { min: 0, inputMode: 'numeric' as const } : {};
  return (
    <Group {...field}>
      <input
        {...control(field)}
        {...number}
        type={one}
        value={valueOf(field.form, field.name)}
        class={`form-input field-${width}`}
      />
    </Group>
  );
}

export function TextArea({ rows = 3, ...field }: FieldProps & { rows?: number }) {
  return (
    <Group {...field}>
      <textarea {...control(field)} rows={rows} class="form-input field-wide">
        {valueOf(field.form, field.name)}
      </textarea>
    </Group>
  );
}

export function SelectField({
  options,
  none,
  ...field
}: FieldProps & { options: readonly Option[]; none?: string }) {
  const chosen = valueOf(field.form, field.name);
  return (
    <Group {...field}>
      <select {...control(field)} class="form-select field-wide">
        {none !== undefined && <option value="">{none}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value} selected={value === chosen}>
            {label}
          </option>
        ))}
      </select>
    </Group>
  );
}

/** One of a few (`radio`), or any number (`checkbox`), each with its own words. */
export function ChoiceField({
  kind,
  options,
  id,
  ...field
}: FieldProps & {
  kind: 'radio' | 'checkbox';
  options: readonly Option[];
  /** Where several groups of boxes are one field. */
  id?: string;
}) {
  const { text, form, name, label, hint, optional = false } = field;
  const fault = faultOf(form, name);
  const chosen = new Set(form.values[name]);
  return (
    <fieldset
      class={`form-group choice ${fault === undefined ? '' : 'form-error'}`}
      aria-describedby={describedBy(field)}
      id={id ?? `field-${name}`}
    >
      <legend class="form-label">
        {label}
        {optional && <span class="quiet"> {text.forms.optional}</span>}
      </legend>
      <HintAndFault name={name} hint={hint} fault={fault} />
      {options.map((option) => (
        <div key={option.value} class={kind === 'radio' ? 'form-group-radio' : 'form-group-checkbox'}>
          <input
            type={kind}
            class={kind === 'radio' ? 'form-radio' : 'form-checkbox'}
            id={`field-${name}-${option.value}`}
            name={name}
            value={option.value}
            checked={chosen.has(option.value)}
          />
          <label for={`field-${name}-${option.value}`}>
            {option.label}
            {option.hint !== undefined && <span class="choice-hint">{option.hint}</span>}
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** Who fills it in, and for whom: nobody logs in yet, so it is asked. */
export function RegistrarFields({
  text,
  form,
  onBehalf = true,
}: {
  text: Text;
  form: FormState;
  onBehalf?: boolean;
}) {
  const { forms } = text;
  return (
    <div class="field-row">
      <TextField
        text={text}
        form={form}
        name="registeredBy"
        label={forms.registeredBy}
        hint={forms.registeredByHint}
      />
      {onBehalf && (
        <SelectField
          text={text}
          form={form}
          name="onBehalfOf"
          label={forms.onBehalfOf}
          hint={forms.onBehalfOfHint}
          options={partyOptions(text)}
        />
      )}
    </div>
  );
}

export function partyOptions({ parties }: Text): Option[] {
  return PARTIES.map((value) => ({ value, label: parties[value] }));
}
