/** Codes of documents that do not have the shape of the schema. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Shape is checked first; meaning only when the shape is right. */
export const SHAPE = {
  'shape.missing': {
    severity: 'error',
    title: 'A required key is missing',
    explanation: 'The schema of the document demands this key.',
  },
  'shape.unknown-key': {
    severity: 'error',
    title: 'A key is not known',
    explanation: 'Unknown keys are errors, so that a misspelt one cannot be ignored without a word.',
  },
  'shape.type': {
    severity: 'error',
    title: 'A value is of the wrong kind',
    explanation: 'The schema expects another kind of value, such as a text instead of a number.',
  },
  'shape.value': {
    severity: 'error',
    title: 'A value is none of the allowed ones',
    explanation: 'The schema lists the values that may stand here.',
  },
  'shape.size': {
    severity: 'error',
    title: 'Something is too long, too short, too big, too small or too many',
    explanation: 'Every text, number and list of a document has limits; docs/profile.md lists them.',
  },
  'shape.format': {
    severity: 'error',
    title: 'A text is not written as it must be',
    explanation: 'The schema demands a certain spelling, such as HH:MM for a time of day.',
  },
  'shape.name': {
    severity: 'error',
    title: 'A name is not allowed',
    explanation:
      'Ids and names are 1 to 63 of a-z, 0-9 and "-", beginning with a letter or digit. direct, block and any are built in.',
    fix: 'Choose another name, and use it wherever this one is referred to.',
  },
  'shape.refused': {
    severity: 'error',
    title: 'A part of the document does not hold together',
    explanation: 'A rule of the schema that concerns several keys at once is broken; the message says which.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
