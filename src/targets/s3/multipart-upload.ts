import type { S3Client } from "@aws-sdk/client-s3";
import type { Upload } from "../../framework/targets/committed-stream.ts";
import { loadDriver } from "../load-driver.ts";

/** An upload has 10,000 parts at most, which makes 80 GB. */
const PART_BYTES = 8 << 20;

interface ObjectPlace {
  readonly Bucket: string;
  readonly Key: string;
}

/** An object in parts, in one piece of memory; one that fits into a part is put as it is. */
export class MultipartUpload implements Upload {
  readonly #client: S3Client;
  readonly #place: ObjectPlace;
  readonly #parts: { readonly PartNumber: number; readonly ETag: string | undefined }[] = [];
  #part = Buffer.alloc(0);
  #filled = 0;
  #id: string | undefined;

  constructor(client: S3Client, place: ObjectPlace) {
    this.#client = client;
    this.#place = place;
  }

  async write(chunk: Buffer): Promise<void> {
    if (this.#part.length === 0) this.#part = Buffer.allocUnsafe(PART_BYTES);
    for (let from = 0; from < chunk.length; ) {
      if (this.#filled === PART_BYTES) await this.#send();
      const copied = chunk.copy(this.#part, this.#filled, from);
      this.#filled += copied;
      from += copied;
    }
  }

  async commit(): Promise<void> {
    const { CompleteMultipartUploadCommand, PutObjectCommand } = await loadSdk();
    if (this.#id === undefined) {
      const Body = this.#part.subarray(0, this.#filled);
      await this.#client.send(new PutObjectCommand({ ...this.#place, Body }));
      return;
    }
    await this.#send();
    const upload = { ...this.#place, UploadId: this.#id, MultipartUpload: { Parts: this.#parts } };
    await this.#client.send(new CompleteMultipartUploadCommand(upload));
  }

  async abandon(): Promise<void> {
    if (this.#id === undefined) return;
    const { AbortMultipartUploadCommand } = await loadSdk();
    await this.#client.send(new AbortMultipartUploadCommand({ ...this.#place, UploadId: this.#id }));
  }

  async #send(): Promise<void> {
    const { CreateMultipartUploadCommand, UploadPartCommand } = await loadSdk();
    this.#id ??= (await this.#client.send(new CreateMultipartUploadCommand({ ...this.#place }))).UploadId;
    const PartNumber = this.#parts.length + 1;
    const Body = this.#part.subarray(0, this.#filled);
    const part = new UploadPartCommand({ ...this.#place, UploadId: this.#id, PartNumber, Body });
    const { ETag } = await this.#client.send(part);
    this.#parts.push({ PartNumber, ETag });
    this.#filled = 0;
  }
}

function loadSdk(): Promise<typeof import("@aws-sdk/client-s3")> {
  return loadDriver("@aws-sdk/client-s3", "S3");
}
