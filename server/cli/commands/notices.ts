import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import type { RegisterCommand } from '../command.ts';
import { municipalityFlag } from '../flags.ts';

export const registerNotices: RegisterCommand = (program, context) => {
  program
    .command('notices')
    .description('The outbox: who was told what, and whether it reached them')
    .option('--municipality <name>', 'about this municipality only', municipalityFlag)
    .action(async ({ municipality }: { municipality?: MunicipalityCode }) => {
      const { asTenant, SYSTEM } = await import('../../../db/asTenant.ts');
      const { listNotices } = await import('../../../db/queries/notices.ts');
      const { sayNotice } = await import('../../../shared/text/notice.ts');
      const { deliveryState } = await import('../../../shared/usecases/sendNotices.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const notices = await withInstallation(context, ({ db }) =>
        asTenant(db, SYSTEM, (tx) => listNotices(tx, municipality === undefined ? {} : { municipality })),
      );
      for (const notice of notices) {
        const states = notice.recipients.map((to) => `${to} ${deliveryState(notice, to)}`);
        const { subject } = sayNotice(notice.facts, 'en');
        process.stdout.write(
          `${notice.createdAt.toISOString()}  to ${notice.addressee}: ${subject} (${states.join(', ') || 'read on the page'})\n`,
        );
      }
    });
};
