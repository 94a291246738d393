"""An authority's workbook, cell by cell."""
