import type { TypeCatalogue } from './type-catalogue.state.js';

const kinds = ['volumes', 'gigabytes', 'snapshots'] as const;

/** The resources with a limit of each type, by the name that clients know: that of the resource in the books of projects. */
export const typeResources = ({ types }: TypeCatalogue): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.values(types).flatMap(({ name, quota_name }) =>
      kinds.map((kind) => [`${kind}_${name}`, `${kind}_${quota_name}`]),
    ),
  );

/** Amounts by the names that clients know, as the books of projects name them. */
export const asRecorded = (
  amounts: Readonly<Record<string, number>>,
  catalogue: TypeCatalogue,
): Readonly<Record<string, number>> => {
  const names = typeResources(catalogue);
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [names[name] ?? name, amount]));
};

/** The name that clients know for a resource in the books of projects. */
export const asShown = (recorded: string, catalogue: TypeCatalogue): string =>
  Object.entries(typeResources(catalogue)).find(([, name]) => name === recorded)?.[0] ?? recorded;
