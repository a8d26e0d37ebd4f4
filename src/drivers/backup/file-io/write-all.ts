/** A file that is open for writing. */
interface Target {
  write(
    data: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
}

/** All of the data at that position, over as many writes as it takes. The system's errors come out as they are. */
export const writeAll = async (file: Target, data: Uint8Array, position: number): Promise<void> => {
  for (let done = 0; done < data.length;) {
    done += (await file.write(data, done, data.length - done, position + done)).bytesWritten;
  }
};
