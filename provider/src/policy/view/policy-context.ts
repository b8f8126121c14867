/** A text file of the project. */
export interface ProjectFile {
  /** Relative to the folder of the project. */
  path: string;
  /** The whole content. */
  text: string;
}

/** What policies can know beside the resources. All of it may be missing. */
export interface PolicyContext {
  /** Where the provider sends its calls to, such as `https://rtc.volcengineapi.com`. */
  endpoint?: string | undefined;
  /** The files of the project; `undefined` when there is no such folder. Default folder: that of the project. */
  projectFiles?: (folder: string | undefined) => readonly ProjectFile[] | undefined;
}
