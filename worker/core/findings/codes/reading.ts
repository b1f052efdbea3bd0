/** Codes of texts that cannot be read: bytes, JSON, YAML. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told with line and column; nothing else about the document is known then. */
export const READING = {
  'document.too-large': {
    severity: 'error',
    title: 'The document is larger than documents may be',
    explanation:
      'A document may have 1 MiB (1,048,576 bytes), that of a list 29 MiB with the content in it. At most 1,048,576 words and signs are read in JSON, 524,288 in YAML; a block of text is one. All this is looked at before anything is parsed.',
    fix: 'Move long sets of names and addresses into rule lists.',
  },
  'document.encoding': {
    severity: 'error',
    title: 'The text is not UTF-8',
    explanation: 'Documents are UTF-8, with or without a byte order mark. Other encodings are not guessed.',
    fix: 'Save the file as UTF-8.',
  },
  'document.characters': {
    severity: 'error',
    title: 'A text holds a character that no text may hold',
    explanation:
      'NUL characters and lone surrogates (half of a character, as "\\ud800" alone) have no form in UTF-8 or are cut off by programs that read the text later.',
  },
  'document.empty': {
    severity: 'error',
    title: 'There is no document',
    explanation: 'The text is empty, or only blanks and comments.',
  },
  'document.depth': {
    severity: 'error',
    title: 'Maps and lists are nested too deeply',
    explanation: 'At most 64 maps and lists may stand inside each other; no meaningful document needs more.',
  },
  'document.duplicate-key': {
    severity: 'error',
    title: 'A key stands twice in one map',
    explanation: 'Readers differ in which of the two they take, so one of them would be lost without a word.',
    fix: 'Remove one of them, or join their values in a list.',
  },
  'document.key': {
    severity: 'error',
    title: 'A key has a name that is not allowed',
    explanation:
      'The keys __proto__, constructor and prototype mean something to JavaScript. They are refused rather than dropped.',
    fix: 'Choose another name.',
  },
  'document.number': {
    severity: 'error',
    title: 'A number is not exact everywhere',
    explanation:
      'Numbers beyond 9007199254740991, infinite ones, and in YAML spellings such as 0x1F, 0o17 or 010 are read differently by different programs.',
    fix: 'Write a plain decimal number, or put quotes around it when a text is meant.',
  },
  'json.syntax': {
    severity: 'error',
    title: 'The text is not JSON',
    explanation: 'JSON is read strictly by RFC 8259: no comments, no trailing commas, keys in double quotes.',
  },
  'yaml.syntax': {
    severity: 'error',
    title: 'The text is not YAML',
    explanation: 'YAML is read by its version 1.2 with the core schema; warnings of the parser are errors here.',
  },
  'yaml.alias': {
    severity: 'error',
    title: 'The YAML has an anchor or an alias',
    explanation: 'Aliases can make a short text enormous, and JSON has no counterpart for them.',
    fix: 'Write the value out where it is needed.',
  },
  'yaml.tag': {
    severity: 'error',
    title: 'The YAML has a tag that is not allowed',
    explanation: 'Only the tags of the core schema (!!str, !!int, !!float, !!bool, !!null, !!map, !!seq) are known.',
    fix: 'Remove the tag.',
  },
  'yaml.directive': {
    severity: 'error',
    title: 'The YAML has a directive that is not allowed',
    explanation: 'Directives change how the rest is read; only %YAML 1.2 may stand.',
    fix: 'Remove the line that begins with %.',
  },
  'yaml.documents': {
    severity: 'error',
    title: 'The text holds several YAML documents',
    explanation: 'One body is one document; what follows the second "---" would be lost.',
    fix: 'Send each document on its own.',
  },
  'yaml.key': {
    severity: 'error',
    title: 'A key of a YAML map is no text',
    explanation: 'Keys are texts, as in JSON; a list or a map cannot be one.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
