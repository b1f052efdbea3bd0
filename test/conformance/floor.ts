/** Does a script keep to what the oldest client knows: ES3 syntax, JScript's library, printable ASCII, no side effects? */
import { type AnyNode, type MemberExpression, type Node, parse } from 'acorn';

/**
 * Everything a script may name besides what it declares itself (ECMA-262 3rd edition, 15.1; the two PAC functions).
 * `Array` only as `Array(length)` (15.4.1). No `eval`, no `Function`, no helper of the PAC vocabulary whose meaning differs between engines, no `Math.random`.
 */
const GLOBALS = ['Array', 'Date', 'String', 'parseInt', 'myIpAddress', 'dnsResolve'];

/**
 * Members by name, with the number of arguments they take (null: read only). On strings `indexOf` and `split` by text;
 * arrays have no `indexOf`, `map` or `forEach` before ES5, and JScript's `split` by expression drops empty parts. `slice` and
 * `sort` of arrays (15.4.4.10, 15.4.4.11), without a function to compare by; `replace` by a text (15.5.4.11): functions as its
 * second argument came with JScript 5.5.
 */
const MEMBERS: Readonly<Record<string, readonly (number | null)[]>> = {
  length: [null],
  charAt: [1, null],
  charCodeAt: [1],
  indexOf: [1, 2],
  lastIndexOf: [1, 2],
  substring: [1, 2],
  toLowerCase: [0],
  split: [1],
  match: [1],
  exec: [1],
  test: [1],
  join: [1],
  concat: [1],
  reverse: [0],
  replace: [2],
  slice: [1],
  sort: [0],
  toString: [1],
  UTC: [3],
  fromCharCode: [1, null],
  ...Object.fromEntries(
    ['FullYear', 'Month', 'Date', 'Hours', 'Minutes'].flatMap((part) => [
      [`get${part}`, [0]],
      [`getUTC${part}`, [0]],
    ]),
  ),
};

/**
 * The variables that hold arrays, by function, beside those that begin as such. Strings have no `[]` in
 * JScript, and arrays have none of the string methods.
 */
const ARRAYS: Readonly<Record<string, readonly string[]>> = {
  v4: ['p'],
  v6: ['h', 'a', 'b'],
  below: ['b'],
  belowPacked: ['p', 'b'],
  within: ['c', 'p'],
  glob: ['p', 'l'],
  names: ['b'],
  nets6: ['d'],
  nG: ['h', 'y'],
  nI: ['C', 'D', 'I', 'J', 'P', 'S', 'T', 't'],
  nT: ['c', 'l'],
  nM: ['p'],
  nO: ['p'],
  nP: ['b', 'c', 'd'],
  nZ: ['f', 'r'],
  FindProxyForURL: ['m', 'r', 'c'],
};

/** What is wrong with a script, one line each; none for a good one. */
export function floorFlaws(text: string): string[] {
  const flaws = [...text.matchAll(/[^\n\x20-\x7e]/g)].map((found) => `offset ${found.index}: not printable ASCII`);
  const program = parse(text, { ecmaVersion: 3, allowReserved: 'never' });
  const walk = new Walk(text);
  walk.visit(program, []);
  return [...flaws, ...walk.flaws()];
}

type AnyFunction = Extract<AnyNode, { type: 'FunctionDeclaration' }>;

class Walk {
  readonly #text: string;
  readonly #flaws: string[] = [];
  readonly #declared = new Set<string>();
  /** Top-level variables that begin as arrays. Scripts declare them before the functions that read them. */
  readonly #lists = new Set<string>();
  /** The same of functions: `function variable`. */
  readonly #ownLists = new Set<string>();
  readonly #used: { name: string; start: number }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  flaws(): string[] {
    const unknown = this.#used.filter(({ name }) => !this.#declared.has(name) && !GLOBALS.includes(name));
    return [...this.#flaws, ...unknown.map(({ name, start }) => `offset ${start}: unknown name ${name}`)];
  }

  /** `inside`: the functions around the node, outermost first. */
  visit(node: AnyNode, inside: readonly string[]): void {
    const within = node.type === 'FunctionDeclaration' ? [...inside, node.id?.name ?? ''] : inside;
    this.#check(node, within);
    for (const [key, child] of Object.entries(node)) {
      // Names of members are no references.
      if (node.type === 'MemberExpression' && key === 'property' && !node.computed) continue;
      for (const one of Array.isArray(child) ? child : [child]) {
        if (isNode(one)) this.visit(one as AnyNode, within);
      }
    }
  }

  #check(node: AnyNode, inside: readonly string[]): void {
    if (node.type === 'FunctionDeclaration') this.#declare(node);
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
      this.#declared.add(node.id.name);
      if (node.init && this.#beginsAsList(node.init)) {
        if (inside.length === 0) this.#lists.add(node.id.name);
        else this.#ownLists.add(`${inside.at(-1)} ${node.id.name}`);
      }
    }
    if (node.type === 'CatchClause' && node.param?.type === 'Identifier') this.#declared.add(node.param.name);
    if (node.type === 'Identifier') this.#used.push({ name: node.name, start: node.start });
    if (node.type === 'MemberExpression') this.#member(node, inside, null);
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      this.#member(node.callee, inside, node.arguments);
    }
    // JScript counts an element after a trailing comma; acorn's ES3 lets it pass.
    if (node.type === 'ArrayExpression' && /,\s*\]$/.test(this.#source(node))) this.#flaw(node, 'trailing comma');
    // The memo is one; what it inherits is told apart by its type.
    if (node.type === 'ObjectExpression' && node.properties.length > 0) this.#flaw(node, 'objects inherit names');
    if (node.type === 'FunctionExpression') this.#flaw(node, 'named function expressions leak in JScript');
    if (node.type === 'CallExpression' && this.#source(node.callee) === 'Array' && !isLength(node.arguments)) {
      this.#flaw(node, 'only Array(length)');
    }
    if (node.type === 'NewExpression' && this.#source(node) !== 'new Date()') this.#flaw(node, 'only new Date()');
    if (node.type === 'ForInStatement' || node.type === 'WithStatement') this.#flaw(node, 'not wanted');
  }

  #declare(node: AnyFunction): void {
    if (node.id) this.#declared.add(node.id.name);
    for (const parameter of node.params) if (parameter.type === 'Identifier') this.#declared.add(parameter.name);
  }

  /** A member is checked once as such, and once more as what is called. */
  #member(node: MemberExpression, inside: readonly string[], args: readonly Node[] | null): void {
    if (node.computed) {
      if (args === null && !this.#isArray(node.object as AnyNode, inside)) this.#flaw(node, 'not known to be an array');
      return;
    }
    const name = this.#source(node.property);
    const allowed = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
    if (allowed === undefined) this.#flaw(node, `unknown member ${name}`);
    if (args === null) return;
    if (!allowed?.includes(args.length)) this.#flaw(node, `${name} with ${args.length} arguments`);
    const object = node.object as AnyNode;
    if (['indexOf', 'lastIndexOf', 'charAt', 'substring'].includes(name) && this.#isArray(object, inside)) {
      this.#flaw(node, `${name} of an array`);
    }
    if (['slice', 'sort'].includes(name) && !this.#isArray(object, inside)) this.#flaw(node, `${name} of no array`);
    const [first, second] = args as readonly AnyNode[];
    if (name === 'replace' && !(second?.type === 'Literal' && /^[^$]*$/.test(String(second.value)))) {
      this.#flaw(node, 'replace by something other than a text without $');
    }
    if (name === 'split' && !(first?.type === 'Literal' && typeof first.value === 'string')) {
      this.#flaw(node, 'split by something other than a text');
    }
  }

  /** An array of its own, or another name of a top-level one; `a=b[c]=[]` is one too. */
  #beginsAsList(node: AnyNode): boolean {
    if (node.type === 'Identifier') return this.#lists.has(node.name);
    return node.type === 'AssignmentExpression' ? this.#beginsAsList(node.right) : isList(node);
  }

  #isArray(node: AnyNode, inside: readonly string[]): boolean {
    if (node.type === 'Identifier') {
      if (node.name === 'memo') return true;
      return (
        this.#lists.has(node.name) ||
        inside.some((name) => ARRAYS[name]?.includes(node.name) || this.#ownLists.has(`${name} ${node.name}`))
      );
    }
    // `(flag ? list : list)[…]`, `(cache = cache || [value])[…]`.
    if (node.type === 'ConditionalExpression') {
      return this.#isArray(node.consequent, inside) && this.#isArray(node.alternate, inside);
    }
    if (node.type === 'AssignmentExpression') return this.#isArray(node.right, inside);
    if (node.type === 'LogicalExpression') return this.#isArray(node.left, inside) && this.#isArray(node.right, inside);
    // Lists of lists, and the rows of tables of coded names, which have short names within functions.
    if (node.type === 'MemberExpression') return node.computed && /^(?:n[HKR]|[FLS])\[/.test(this.#source(node));
    if (node.type === 'CallExpression') {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.computed) return this.#source(callee) === 'nO';
      return this.#source(callee.property) === 'slice' && this.#isArray(callee.object as AnyNode, inside);
    }
    return node.type === 'ArrayExpression';
  }

  #source(node: Node): string {
    return this.#text.slice(node.start, node.end);
  }

  #flaw(node: Node, reason: string): void {
    this.#flaws.push(`offset ${node.start}: ${this.#source(node).slice(0, 60)}: ${reason}`);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** `Array` with anything but one number is a list of what it is given. */
const isLength = ([length, ...more]: readonly AnyNode[]): boolean =>
  more.length === 0 && length?.type === 'Literal' && typeof length.value === 'number';

/** An array literal, or a text that was split. */
function isList(node: AnyNode): boolean {
  if (node.type === 'ArrayExpression') return true;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { property } = node.callee;
  return property.type === 'Identifier' && property.name === 'split';
}
