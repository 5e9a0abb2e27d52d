import { z } from 'zod';
import { EVIDENCE_IDS } from './evidence';

const text = z.string().trim().min(1);

/** `C` read in the named source, `D` read second-hand, `I` inferred. */
const certainty = z.enum(['C', 'D', 'I']);

const about = { id: text, title: text, source: text, certainty };

/** A control that the evidence supports: directly, as one part of more, or only by another publisher's list. */
const supported = z.strictObject({
  ...about,
  relation: z.enum(['direct', 'supporting', 'listed']),
  evidence: z.array(z.enum(EVIDENCE_IDS)).min(1),
  because: text.optional(),
});

/** A control that others map to GuardDuty or Detective and we do not, or the nearest one of a framework that asks for neither. */
const unsupported = z.strictObject({
  ...about,
  relation: z.enum(['notClaimed', 'notRequired']),
  evidence: z.array(z.never()).max(0),
  because: text,
});

/** A framework's controls, each with its evidence. Titles are our own: the texts of several frameworks are copyrighted. */
export const frameworkSchema = z
  .strictObject({
    framework: z.string().regex(/^[a-z0-9-]+$/),
    version: text,
    name: text,
    checkedOn: z.iso.date(),
    source: text,
    note: text.optional(),
    controls: z.array(z.discriminatedUnion('relation', [supported, unsupported])).min(1),
  })
  .superRefine(({ controls }, context) => {
    const ids = controls.map(({ id }) => id);
    for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at)))
      context.addIssue({ code: 'custom', path: ['controls'], message: `${id} is mapped twice` });
    for (const { id, evidence } of controls)
      if (new Set<string>(evidence).size < evidence.length)
        context.addIssue({
          code: 'custom',
          path: ['controls', ids.indexOf(id)],
          message: `${id} names evidence twice`,
        });
  });

export type Framework = z.infer<typeof frameworkSchema>;
export type Control = Framework['controls'][number];
