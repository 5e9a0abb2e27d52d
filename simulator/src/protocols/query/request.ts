import type { Service } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import type { HttpRequestMessage } from '../../kernel/http-message';
import { Malformed } from '../malformed';
import { modelOf, type OperationModel } from '../model';
import { requireMembers } from '../required-members';
import { type FormNode, formTree, readForm } from './form';

/** The operation and the input in a form or in the address of a GET. @throws AwsError */
export function readRequest(
  service: Service,
  request: HttpRequestMessage,
): { readonly operation: OperationModel; readonly input: Record<string, unknown> } {
  const form = formTree(parametersOf(request));
  const operation = operationOf(service, form);
  const input = inputOf(operation, form);
  requireMembers(service, operation.input, input);
  return { operation, input };
}

function parametersOf(request: HttpRequestMessage): Iterable<readonly [string, string]> {
  const given = Object.entries(request.query).map(([name, values]) => [name, values[0] ?? ''] as const);
  return [...given, ...new URLSearchParams(Buffer.from(request.body).toString('utf8'))];
}

function operationOf(service: Service, form: FormNode): OperationModel {
  const action = form.children.get('Action')?.text;
  if (action === undefined) throw new AwsError('MissingAction', 400, 'Missing Action');
  const operation = modelOf(service).operations.get(action);
  const version = form.children.get('Version')?.text ?? service.version;
  if (!operation || (service.version !== undefined && version !== service.version)) {
    throw new AwsError('InvalidAction', 400, `Could not find operation ${action} for version ${version}`);
  }
  return operation;
}

function inputOf(operation: OperationModel, form: FormNode): Record<string, unknown> {
  if (operation.input.kind === 'unit') return {};
  try {
    return readForm(operation.input, form) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof Malformed) throw new AwsError('MalformedInput', 400, error.message);
    throw error;
  }
}
