def build(folder, notebook):
    """Replace the folder by a link to another student's."""
    folder.rmdir()
    folder.symlink_to("../zz-talks/descent")
