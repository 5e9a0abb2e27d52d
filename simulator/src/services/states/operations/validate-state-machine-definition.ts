import type {
  ValidateStateMachineDefinitionCommandInput,
  ValidateStateMachineDefinitionCommandOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../contract/service';
import { parseDefinition } from '../language/parse';

/** ValidateStateMachineDefinition: the problems for which CreateStateMachine would refuse. */
export const validateStateMachineDefinition: Operation<
  ValidateStateMachineDefinitionCommandInput,
  Partial<ValidateStateMachineDefinitionCommandOutput>
> = (input) => {
  const parsed = parseDefinition(input.definition ?? '');
  if (!('problems' in parsed)) return { result: 'OK', diagnostics: [] };
  return {
    result: 'FAIL',
    diagnostics: parsed.problems.map((problem) => {
      const [code = '', ...text] = problem.split(': ');
      return { severity: 'ERROR', code, message: text.join(': ') };
    }),
  };
};
