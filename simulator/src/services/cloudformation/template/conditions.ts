import { templateError } from '../errors';
import { resolve } from './intrinsics';
import type { Scope } from './scope';
import { functionCall, type Json } from './template';

/** Evaluates a condition: a name from the Conditions section, or a condition function. */
export function evaluateCondition(value: Json, scope: Scope): boolean {
  const call = functionCall(value);
  if (!call) return value === true || value === 'true';
  const items = Array.isArray(call.argument) ? (call.argument as readonly Json[]) : [call.argument];
  switch (call.name) {
    case 'Condition': {
      const definition = scope.template.Conditions[String(call.argument)];
      if (definition === undefined) throw templateError(`Unresolved condition dependency ${String(call.argument)}`);
      return evaluateCondition(definition, scope);
    }
    case 'Fn::And':
      return items.every((each) => evaluateCondition(each, scope));
    case 'Fn::Or':
      return items.some((each) => evaluateCondition(each, scope));
    case 'Fn::Not':
      return !evaluateCondition(items[0] ?? false, scope);
    case 'Fn::Equals': {
      const [left, right] = items.map((each) => resolve(each, scope));
      return comparable(left) === comparable(right);
    }
    default: {
      const resolved = resolve(value, scope);
      return resolved === true || resolved === 'true';
    }
  }
}

/** Whether a resource or output with this `Condition` exists in the stack. */
export function holds(condition: string | undefined, scope: Scope): boolean {
  return condition === undefined || evaluateCondition({ Condition: condition }, scope);
}

/** CloudFormation compares as strings: `true` equals `"true"`. */
function comparable(value: Json | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
