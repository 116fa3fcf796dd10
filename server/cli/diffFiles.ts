import { type Command, Option } from 'commander';
import { parseJson, readText } from './planFiles.ts';

interface DiffOfFiles<Diff> {
  readonly name: string;
  readonly description: string;
  /** What the two compared files are called in the help. */
  readonly before: string;
  readonly after: string;
  readonly compare: (problem: unknown, before: unknown, after: unknown) => Promise<Diff>;
  /** Whole lines, each with its end. */
  readonly text: (diff: Diff) => string;
}

/** `podeplan diff NAME PROBLEM BEFORE AFTER`: two plans of one problem, as text or JSON. */
export function addDiff<Diff>(
  diff: Command,
  { name, description, before, after, compare, text }: DiffOfFiles<Diff>,
) {
  diff
    .command(name)
    .description(description)
    .argument('<problem>', 'PROBLEM.json, as the facts are now')
    .argument('<before>', before)
    .argument('<after>', after)
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .action(
      async (
        problemFile: string,
        beforeFile: string,
        afterFile: string,
        { format }: { format: 'text' | 'json' },
      ) => {
        const read = (file: string) => parseJson(file, readText(file));
        const found = await compare(read(problemFile), read(beforeFile), read(afterFile));
        process.stdout.write(format === 'json' ? `${JSON.stringify(found, null, 2)}\n` : text(found));
      },
    );
}
