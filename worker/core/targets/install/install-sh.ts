/** What is the text of install.sh for a profile? Pure. */
import { QUOTED_DATA, shellComment, shellWord } from '../../writers/sh.ts';
import { renderTarget, type TargetInput } from '../render.ts';
import { assemble, type Bootstrap, type Part } from './parts.ts';
import { PLACES } from './places.ts';
import { INSTALL_SH_PROGRAM } from './sh-program.ts';

/** A target's text, and the text that undoes it, where there is one. */
interface Texts {
  readonly apply: string;
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
  const apply = renderTarget(target, { ...input, action: 'apply' });
  const remove = renderTarget(target, { ...input, action: 'remove' });
  const content = apply === null || apply.text === null ? null : { apply: apply.text, remove: remove?.text ?? null };
  return { target, content, findings: apply?.findings ?? [] };
}

function script({ id, zone = null, action = 'apply' }: TargetInput, parts: ReadonlyMap<string, Texts>): string {
  const whose = zone === null ? id : `${id}, zone ${zone}`;
  const head = [
    '#!/bin/sh',
    QUOTED_DATA,
    shellComment(`Sets a machine up for Portolan profile ${whose}. Run: sh install.sh --help`),
    'set -eu',
    'umask 022',
    'LC_ALL=C',
    'export LC_ALL',
    `PROFILE=${shellWord(id)}`,
    `ACTION=${shellWord(action)}`,
    `ALL=${shellWord([...parts.keys()].join(' '))}`,
    'each_place() {',
    '  :',
    ...PLACES.flatMap((place) => {
      const texts = parts.get(place.target);
      return texts === undefined ? [] : [call(place, texts)];
    }),
    '}',
  ];
  return `${head.join('\n')}${INSTALL_SH_PROGRAM}`;
}

function call(place: (typeof PLACES)[number], { apply, remove }: Texts): string {
  const { target, kind, machine, user, needs, hook, beside } = place;
  const undo = kind === 'script' ? (remove ?? '') : '';
  const words = [target, kind, machine ?? '-', user ?? '-', needs.join(' '), hook ?? '-', beside ?? apply, undo];
  return `  place ${words.map(shellWord).join(' ')}`;
}
