/** What is the text of install.sh for a profile? Pure. */
import { QUOTED_DATA, shellComment, shellWord } from '../../writers/sh.ts';
import { renderTarget, type TargetInput } from '../render.ts';
import { assemble, type Bootstrap, type Part } from './parts.ts';
import { PLACES } from './places.ts';
import { INSTALL_SH_PROGRAM } from './sh-program.ts';

/** A target's text (null: there is nothing to set up), and the text that undoes it, where there is one. */
interface Texts {
  readonly apply: string | null;
  readonly remove: string | null;
}

/** For Linux and macOS. */
export const installSh: Bootstrap = {
  mediaType: 'text/x-shellscript; charset=utf-8',
  write(input) {
    const targets = [...new Set(PLACES.map(({ target }) => target))];
    return assemble(
      targets.map((target) => part(target, input)),
      (parts) => script(input, parts),
    );
  },
};

function part(target: string, input: TargetInput): Part<Texts> {
  const remove = renderTarget(target, { ...input, action: 'remove' })?.text ?? null;
  if (input.action === 'remove') return { target, content: { apply: null, remove }, findings: [] };
  const apply = renderTarget(target, { ...input, action: 'apply' });
  return { target, content: { apply: apply?.text ?? null, remove }, findings: apply?.findings ?? [] };
}

function script({ id, zone = null, action = 'apply' }: TargetInput, parts: ReadonlyMap<string, Texts | null>): string {
  const whose = zone === null ? id : `${id}, zone ${zone}`;
  const head = [
    '#!/bin/sh',
    QUOTED_DATA,
    shellComment(`Sets a machine up for Portolan profile ${whose}. Run: sh install.sh --help`),
    // No file's name stands for others: none of its words is a pattern.
    'set -euf',
    'umask 022',
    'LC_ALL=C',
    'export LC_ALL',
    `PROFILE=${shellWord(id)}`,
    `ACTION=${shellWord(action)}`,
    `ALL=${shellWord([...parts.keys()].join(' '))}`,
    `home=${'$'}{HOME:-}`,
    'each_place() {',
    ...PLACES.map((place) => call(place, parts.get(place.target) ?? NOTHING)),
    '}',
  ];
  return `${head.join('\n')}${INSTALL_SH_PROGRAM}`;
}

const NOTHING: Texts = { apply: null, remove: null };

function call(place: (typeof PLACES)[number], { apply, remove }: Texts): string {
  const { target, kind, machine, user, needs, hook, beside } = place;
  const text = apply === null ? '' : (beside ?? apply);
  const undo = kind === 'script' ? (remove ?? '') : '';
  const before = [target, kind, machine ?? '-'].map(shellWord);
  const after = [needs.join(' '), hook ?? '-', text, undo].map(shellWord);
  return `  place ${[...before, homePath(user), ...after].join(' ')}`;
}

/** As the shell finds it: where the home folder is, only the machine knows. */
function homePath(user: string | null): string {
  if (user === null) return shellWord('-');
  return user.startsWith(HOME) ? `"$home"${shellWord(user.slice(HOME.length - 1))}` : shellWord(user);
}

const HOME = 'HOME/';
