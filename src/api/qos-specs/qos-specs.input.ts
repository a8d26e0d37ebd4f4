import type { QosSpecsInput } from '../../commands/create-qos-specs/create-qos-specs.command.js';
import type { QosSpecsChanges } from '../../domain/type-catalogue/qos-specs.decide.js';
import type { Specs } from '../../domain/type-catalogue/type-catalogue.state.js';

export interface CreateQosSpecsBody {
  readonly qos_specs: { readonly name: string } & Readonly<Record<string, string | number | null>>;
}

export interface UpdateQosSpecsBody {
  readonly qos_specs: Specs;
}

const asText = (value: string | number | null): string | null => (value === null ? null : String(value));

const asTexts = (members: Readonly<Record<string, string | number | null>>): Specs =>
  Object.fromEntries(Object.entries(members).map(([key, value]) => [key, asText(value)]));

/** An empty consumer is none. */
export const qosSpecsInput = ({ qos_specs }: CreateQosSpecsBody): QosSpecsInput => {
  const { name, consumer, ...specs } = qos_specs;
  return { name: name.trim(), consumer: consumer ? String(consumer) : null, specs: asTexts(specs) };
};

export const qosSpecsChanges = ({ qos_specs }: UpdateQosSpecsBody): QosSpecsChanges => {
  const { consumer, ...specs } = qos_specs;
  return consumer === undefined ? { specs } : { consumer, specs };
};
