import type { Command } from 'commander';
import type { Config } from '../../shared/config.ts';

/** What a command gets from the roof. The configuration is read only by those that need it. */
export interface CliContext {
  readonly config: () => Config;
}

/** Adds one command to the program. What it needs beyond its flags it imports when it runs, so that help is instant. */
export type RegisterCommand = (program: Command, context: CliContext) => void;
