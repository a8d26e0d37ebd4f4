import { catalogueId, type TypeCatalogue } from '../../domain/type-catalogue/type-catalogue.state.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import type { ReadModel } from '../store/read-model.js';
import { typeCatalogueTable } from './type-catalogue.table.js';

const renamed = new WeakMap<VolumeState, VolumeState>();

/**
 * Gives volumes the name that their type has now: their own events tell the one they were created with. There is one state
 * for as long as that name lasts, because texts of rows are kept by it.
 */
export const calledNow = (model: ReadModel): ((volume: VolumeState) => VolumeState) => {
  const catalogue = model.state(typeCatalogueTable.name, catalogueId) as TypeCatalogue | undefined;
  return (volume) => {
    const name = catalogue?.types[volume.volume_type_id]?.name ?? volume.volume_type;
    if (name === volume.volume_type) return volume;
    const known = renamed.get(volume);
    if (known?.volume_type === name) return known;
    const shown = { ...volume, volume_type: name };
    renamed.set(volume, shown);
    return shown;
  };
};
