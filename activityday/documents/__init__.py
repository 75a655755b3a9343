"""The press: data in, .docx, .xlsx and .pdf out. Knows no room and no clock."""
