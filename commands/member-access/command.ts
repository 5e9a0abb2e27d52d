import { Option } from 'commander';
import { cliCommand, configOption } from '../command';
import type { MemberAccessOptions } from './options';
import { runMemberAccess } from './run';

export const memberAccessCommand = cliCommand<MemberAccessOptions>({
  name: 'member-access',
  summary: 'writes the template and the instructions for the owner of an account outside the organization',
  example: 'npm run member-access -- --account 999999999991 --out handover',
  options: () => [
    new Option('--account <id>', 'the outside account, as outsideMembers lists it').makeOptionMandatory(),
    configOption(),
    new Option('--out <folder>', 'the folder to write to').default('.'),
  ],
  run: (options) => runMemberAccess(options),
});
