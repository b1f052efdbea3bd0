/** Which JSON Schema lets an editor complete and check a document? Pure. */
import * as z from 'zod';
import { Policy } from '../../../schemas/firewall.ts';
import { RuleList } from '../../../schemas/list.ts';
import { Profile } from '../../../schemas/profile.ts';
import { RESERVED_NAMES } from '../../../schemas/words.ts';

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What zod's refinements demand and JSON Schema can say, by the id of the schema they stand in. The rest of the
 * refinements is left to the service: a schema for editors may accept more, never less.
 */
const REFINEMENTS: Readonly<Record<string, JsonSchema>> = {
  Name: { not: { enum: [...RESERVED_NAMES] } },
  Condition: { minProperties: 1, dependentRequired: { resolve: ['cidr'] } },
  RegexCondition: { minProperties: 1 },
  RuleList: { oneOf: [{ required: ['text'] }, { required: ['content'] }, { required: ['source'] }] },
};

/** The JSON Schema of a profile. `origin` (such as `https://portolan.example`) makes its `$id` absolute. */
export function profileJsonSchema(origin = ''): JsonSchema {
  return jsonSchemaOf(Profile, `${origin}/schemas/profile.json`);
}

/** The JSON Schema of a firewall policy. `origin` makes its `$id` absolute. */
export function firewallJsonSchema(origin = ''): JsonSchema {
  return jsonSchemaOf(Policy, `${origin}/schemas/firewall.json`);
}

/** The JSON Schema of a rule list. `origin` makes its `$id` absolute. */
export function listJsonSchema(origin = ''): JsonSchema {
  return jsonSchemaOf(RuleList, `${origin}/schemas/list.json`);
}

/** The JSON Schema of any of our schemas; what has an id becomes an entry of `$defs`, so recursion is a `$ref`. */
function jsonSchemaOf(schema: z.ZodType, id: string): JsonSchema {
  const { $schema, $ref, $defs, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const name = z.globalRegistry.get(zodSchema)?.id;
      if (name !== undefined && Object.hasOwn(REFINEMENTS, name)) Object.assign(jsonSchema, REFINEMENTS[name]);
    },
  });
  const { title = 'Portolan document', description } = z.globalRegistry.get(schema) ?? {};
  const words = description === undefined ? { title } : { title, description };
  return { $schema, $id: id, ...words, ...rest, ...($ref === undefined ? {} : { $ref }), $defs };
}
