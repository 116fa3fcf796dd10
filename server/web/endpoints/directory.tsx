import type { RequestHandler } from 'express';
import { z } from 'zod';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import {
  DIRECTORY_ROLES,
  type DirectoryOwner,
  type KeptEntry,
} from '../../../shared/domain/status/directory.ts';
import { LANGUAGES } from '../../../shared/text/language.ts';
import { removeContact, saveContact, showDirectory } from '../../../shared/usecases/keepDirectory.ts';
import { optionalLine, requiredLine } from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { registrarOf } from '../forms/registrar.ts';
import { DirectoryPage } from '../pages/DirectoryPage.tsx';
import { languageOf } from '../requests.ts';
import { afterSaving, urlsIn } from '../urls.ts';
import type { WebDeps } from './endpoint.ts';

const schema = z.object({
  /** Of the contact that is changed; empty: a new one. */
  id: z.union([z.literal(''), z.uuid()]).default(''),
  role: z.enum(DIRECTORY_ROLES, 'chooseOne'),
  name: requiredLine,
  phone: optionalLine,
  email: optionalLine,
  language: z.enum(LANGUAGES, 'chooseOne'),
  registeredBy: requiredLine,
});

interface DirectoryView {
  readonly of: string;
  readonly owner: DirectoryOwner;
  readonly entries: readonly KeptEntry[];
}

/** P9, R7: whom to call and write to; one form adds and changes. */
export const directoryForm: FormPage<typeof schema, DirectoryView> = {
  schema,
  load: ({ services }, { params: { of = '' } }) =>
    services.using(async ({ actor, db }) => ({ of, ...(await showDirectory({ db }, { actor, of })) })),
  initial: ({ request, view }, registrar) => {
    const { contact } = request.query;
    const known = view.entries.find(({ id }) => id === contact);
    return {
      id: known?.id,
      role: known?.role ?? 'duty',
      name: known?.name,
      phone: known?.phone ?? undefined,
      email: known?.email ?? undefined,
      language: known?.language ?? 'da',
      registeredBy: registrar?.registeredBy,
    };
  },
  draw: (page, view, form) => <DirectoryPage page={page} view={view} form={form} />,
  save: async ({ services }, { id, registeredBy, phone, email, ...entry }, { page, view: { of } }) => {
    await services.using(({ actor, ...deps }) =>
      saveContact(deps, {
        actor,
        of,
        id: id === '' ? undefined : id,
        by: registeredBy,
        entry: { ...entry, phone: phone ?? null, email: email ?? null },
      }),
    );
    return afterSaving(page.urls.directory(of), 'directory');
  },
};

/** Who takes it out is whoever filled in the last form at this browser. */
export function removeFromDirectory({ services }: WebDeps): RequestHandler<{ of: string; id: string }> {
  return async (request, response) => {
    const { of, id } = request.params;
    if (!z.uuid().safeParse(id).success) throw new DomainProblem('not-found', 'there is no such contact');
    await services.using(({ actor, ...deps }) =>
      removeContact(deps, { actor, of, id, by: registrarOf(request)?.registeredBy ?? 'page' }),
    );
    response.redirect(303, afterSaving(urlsIn(languageOf(request)).directory(of), 'contactRemoved'));
  };
}
