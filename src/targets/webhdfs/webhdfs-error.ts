/** What a Hadoop server says went wrong: https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-hdfs/WebHDFS.html#Error_Responses */
export class WebHdfsError extends Error {
  override readonly name = "WebHdfsError";
  /** Hadoop's name of it: `FileNotFoundException`, `AccessControlException`, … */
  readonly code: string;

  constructor(status: number, body: string) {
    const { exception, message } = remoteException(body);
    super(message ?? `it answered with ${status}`);
    this.code = exception ?? String(status);
  }
}

function remoteException(body: string): { exception?: string; message?: string } {
  try {
    return (JSON.parse(body) as { RemoteException?: { exception?: string; message?: string } }).RemoteException ?? {};
  } catch {
    return {}; // a proxy's page, say
  }
}
