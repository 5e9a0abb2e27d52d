import type {
  GetParameterCommandInput,
  GetParameterCommandOutput,
  GetParametersByPathCommandInput,
  GetParametersByPathCommandOutput,
  GetParametersCommandInput,
  GetParametersCommandOutput,
  Parameter,
} from '@aws-sdk/client-ssm';
import type { Call, Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { validation } from '../errors';
import { parametersOf, read } from '../find-parameter';
import { pageOf } from '../page';

export const getParameter: Operation<GetParameterCommandInput, Partial<GetParameterCommandOutput>> = (input, call) => ({
  Parameter: read(input.Name ?? '', input.WithDecryption === true, call),
});

/** Up to ten parameters; the call succeeds even if names are unknown, and returns them as invalid. */
export const getParameters: Operation<GetParametersCommandInput, Partial<GetParametersCommandOutput>> = (
  input,
  call,
) => {
  const names = [...new Set(input.Names ?? [])];
  if (names.length > 10)
    throw validation(
      `1 validation error detected: Value '[${names.join(', ')}]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 10`,
    );
  const found = names.map((name) => ({ name, parameter: readable(name, input.WithDecryption === true, call) }));
  return {
    Parameters: found.flatMap(({ parameter }) => (parameter ? [parameter] : [])),
    InvalidParameters: found.filter(({ parameter }) => !parameter).map(({ name }) => name),
  };
};

function readable(name: string, decrypt: boolean, call: Call): Parameter | undefined {
  try {
    return read(name, decrypt, call);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

/** The parameters directly below a path, or at any depth. */
export const getParametersByPath: Operation<
  GetParametersByPathCommandInput,
  Partial<GetParametersByPathCommandOutput>
> = (input, call) => {
  const path = `${(input.Path ?? '').replace(/\/$/, '')}/`;
  const below = [...parametersOf(call).keys()]
    .filter((name) => name.startsWith(path))
    .filter((name) => input.Recursive === true || !name.slice(path.length).includes('/'))
    .sort();
  const { items, ...next } = pageOf(below, input, 10);
  return { Parameters: items.map((name) => read(name, input.WithDecryption === true, call)), ...next };
};
