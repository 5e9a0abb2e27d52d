import { holds } from '../language/choice';
import type { StateDefinition } from '../language/definition';
import type { Documents } from '../language/paths';
import { StatesError } from '../language/states-error';

/** The state that a Choice state leads to. */
export function choose({ Choices = [], Default }: StateDefinition, documents: Documents): string {
  const next = Choices.find((rule) => holds(rule, documents))?.Next ?? Default;
  if (next === undefined)
    throw new StatesError('States.NoChoiceMatched', 'No choice rule matched and the state has no Default.');
  return next;
}
