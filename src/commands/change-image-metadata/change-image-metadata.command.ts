import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';
import type { Metadata } from '../metadata-change.js';

/** os-set_image_metadata, which merges, and os-unset_image_metadata. */
export type ImageMetadataChange =
  { readonly kind: 'set'; readonly entries: Metadata } | { readonly kind: 'unset'; readonly key: string };

/** Answers all image metadata afterwards. */
export class ChangeImageMetadata extends Command<Metadata> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly change: ImageMetadataChange,
  ) {
    super();
  }
}
