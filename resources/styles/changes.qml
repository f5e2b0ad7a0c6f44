<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis styleCategories="Symbology|Fields|Forms|MapTips" version="3.22.16-Białowieża">
 <renderer-v2 enableorderby="0" forceraster="0" type="RuleRenderer" symbollevels="0" referencescale="-1">
  <rules key="{5ccb6c11-c403-45f1-ad91-09f1827c6866}">
   <rule key="{d7f544f2-118a-49bf-9e61-c67bba2a2c3f}" label="added, to central" symbol="0" filter="&quot;action&quot; = 'I' AND &quot;direction&quot; = 'to_central'"/>
   <rule key="{ab2fee9c-df13-4dc9-aa67-a4dddb686ab7}" label="changed, to central" symbol="1" filter="&quot;action&quot; = 'U' AND &quot;direction&quot; = 'to_central'"/>
   <rule key="{09561983-ad5a-49b0-bb2c-eb2cbf237e60}" label="deleted, to central" symbol="2" filter="&quot;action&quot; = 'D' AND &quot;direction&quot; = 'to_central'"/>
   <rule key="{5c9b2134-d745-4659-8c2e-4e40dcc5eb4a}" label="added, to the clone" symbol="3" filter="&quot;action&quot; = 'I' AND &quot;direction&quot; = 'to_clone'"/>
   <rule key="{8fd04d4f-261d-47af-8c64-8a2a5fd27b73}" label="changed, to the clone" symbol="4" filter="&quot;action&quot; = 'U' AND &quot;direction&quot; = 'to_clone'"/>
   <rule key="{3cdbeb66-c951-4fb2-b2b4-123a3c76403a}" label="deleted, to the clone" symbol="5" filter="&quot;action&quot; = 'D' AND &quot;direction&quot; = 'to_clone'"/>
   <rule key="{249908a3-11ee-4751-85d4-0704762a535d}" label="added, to central" symbol="6" filter="&quot;action&quot; = 'I' AND &quot;direction&quot; = 'to_central'"/>
   <rule key="{cb3f8ecf-cea7-421e-8f9f-590dd2387c5f}" label="changed, to central" symbol="7" filter="&quot;action&quot; = 'U' AND &quot;direction&quot; = 'to_central'"/>
   <rule key="{dba27694-d4fb-4c9a-877e-2ed47abcff54}" label="deleted, to central" symbol="8" filter="&quot;action&quot; = 'D' AND &quot;direction&quot; = 'to_central'"/>
   <rule key="{40b4cb34-7904-4b71-a011-b46d08fdf320}" label="added, to the clone" symbol="9" filter="&quot;action&quot; = 'I' AND &quot;direction&quot; = 'to_clone'"/>
   <rule key="{71c53524-94df-4b15-9006-9e8aef89d152}" label="changed, to the clone" symbol="10" filter="&quot;action&quot; = 'U' AND &quot;direction&quot; = 'to_clone'"/>
   <rule key="{55bb0a93-1bdd-47d7-9a20-8c745bd4d07e}" label="deleted, to the clone" symbol="11" filter="&quot;action&quot; = 'D' AND &quot;direction&quot; = 'to_clone'"/>
   <rule key="{0a75cbb6-6825-4289-83fa-17a6614fb73d}" label="added, to central" symbol="12" filter="&quot;action&quot; = 'I' AND &quot;direction&quot; = 'to_central'"/>
   <rule key="{42df2487-728f-43d8-8e1f-143399951690}" label="changed, to central" symbol="13" filter="&quot;action&quot; = 'U' AND &quot;direction&quot; = 'to_central'"/>
   <rule key="{ba666957-8cb8-47d6-bbd1-e9136b6ddf0f}" label="deleted, to central" symbol="14" filter="&quot;action&quot; = 'D' AND &quot;direction&quot; = 'to_central'"/>
   <rule key="{333e273b-fab4-436a-9b62-9333480977f9}" label="added, to the clone" symbol="15" filter="&quot;action&quot; = 'I' AND &quot;direction&quot; = 'to_clone'"/>
   <rule key="{8bd32304-3ef4-41db-8f01-2993f9dd9c0f}" label="changed, to the clone" symbol="16" filter="&quot;action&quot; = 'U' AND &quot;direction&quot; = 'to_clone'"/>
   <rule key="{d3eb77cf-cc3e-4e76-9331-44887cb1f38e}" label="deleted, to the clone" symbol="17" filter="&quot;action&quot; = 'D' AND &quot;direction&quot; = 'to_clone'"/>
  </rules>
  <symbols>
   <symbol clip_to_extent="1" type="marker" name="0" alpha="1" force_rhr="0">
    <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="60,141,90,255"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.5"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="3.2"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="marker" name="1" alpha="1" force_rhr="0">
    <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="224,138,30,255"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.5"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="3.2"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="line" name="10" alpha="1" force_rhr="0">
    <layer class="SimpleLine" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="round"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="line_color" value="224,138,30,255"/>
      <Option type="QString" name="line_style" value="dash"/>
      <Option type="QString" name="line_width" value="1.2"/>
      <Option type="QString" name="line_width_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="line" name="11" alpha="1" force_rhr="0">
    <layer class="SimpleLine" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="round"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="line_color" value="194,73,91,255"/>
      <Option type="QString" name="line_style" value="dash"/>
      <Option type="QString" name="line_width" value="1.2"/>
      <Option type="QString" name="line_width_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="fill" name="12" alpha="1" force_rhr="0">
    <layer class="SimpleFill" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="color" value="60,141,90,70"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="outline_color" value="60,141,90,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.72"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="style" value="solid"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="fill" name="13" alpha="1" force_rhr="0">
    <layer class="SimpleFill" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="color" value="224,138,30,70"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="outline_color" value="224,138,30,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.72"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="style" value="solid"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="fill" name="14" alpha="1" force_rhr="0">
    <layer class="SimpleFill" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="color" value="194,73,91,70"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="outline_color" value="194,73,91,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.72"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="style" value="solid"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="fill" name="15" alpha="1" force_rhr="0">
    <layer class="SimpleFill" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="color" value="60,141,90,70"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="outline_color" value="60,141,90,255"/>
      <Option type="QString" name="outline_style" value="dash"/>
      <Option type="QString" name="outline_width" value="0.72"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="style" value="solid"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="fill" name="16" alpha="1" force_rhr="0">
    <layer class="SimpleFill" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="color" value="224,138,30,70"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="outline_color" value="224,138,30,255"/>
      <Option type="QString" name="outline_style" value="dash"/>
      <Option type="QString" name="outline_width" value="0.72"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="style" value="solid"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="fill" name="17" alpha="1" force_rhr="0">
    <layer class="SimpleFill" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="color" value="194,73,91,70"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="outline_color" value="194,73,91,255"/>
      <Option type="QString" name="outline_style" value="dash"/>
      <Option type="QString" name="outline_width" value="0.72"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="style" value="solid"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="marker" name="2" alpha="1" force_rhr="0">
    <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="194,73,91,255"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.5"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="3.2"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="marker" name="3" alpha="1" force_rhr="0">
    <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="60,141,90,255"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="square"/>
      <Option type="QString" name="outline_color" value="43,58,66,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.5"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="3.2"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="marker" name="4" alpha="1" force_rhr="0">
    <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="224,138,30,255"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="square"/>
      <Option type="QString" name="outline_color" value="43,58,66,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.5"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="3.2"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="marker" name="5" alpha="1" force_rhr="0">
    <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="194,73,91,255"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="square"/>
      <Option type="QString" name="outline_color" value="43,58,66,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.5"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="3.2"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="line" name="6" alpha="1" force_rhr="0">
    <layer class="SimpleLine" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="round"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="line_color" value="60,141,90,255"/>
      <Option type="QString" name="line_style" value="solid"/>
      <Option type="QString" name="line_width" value="1.2"/>
      <Option type="QString" name="line_width_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="line" name="7" alpha="1" force_rhr="0">
    <layer class="SimpleLine" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="round"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="line_color" value="224,138,30,255"/>
      <Option type="QString" name="line_style" value="solid"/>
      <Option type="QString" name="line_width" value="1.2"/>
      <Option type="QString" name="line_width_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="line" name="8" alpha="1" force_rhr="0">
    <layer class="SimpleLine" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="round"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="line_color" value="194,73,91,255"/>
      <Option type="QString" name="line_style" value="solid"/>
      <Option type="QString" name="line_width" value="1.2"/>
      <Option type="QString" name="line_width_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
   <symbol clip_to_extent="1" type="line" name="9" alpha="1" force_rhr="0">
    <layer class="SimpleLine" pass="0" enabled="1" locked="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="round"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="line_color" value="60,141,90,255"/>
      <Option type="QString" name="line_style" value="dash"/>
      <Option type="QString" name="line_width" value="1.2"/>
      <Option type="QString" name="line_width_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <fieldConfiguration>
  <field name="direction" configurationFlags="None">
   <editWidget type="ValueMap">
    <config>
     <Option type="Map">
      <Option type="List" name="map">
       <Option type="Map">
        <Option type="QString" name="to central" value="to_central"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="to the clone" value="to_clone"/>
       </Option>
      </Option>
     </Option>
    </config>
   </editWidget>
  </field>
  <field name="action" configurationFlags="None">
   <editWidget type="ValueMap">
    <config>
     <Option type="Map">
      <Option type="List" name="map">
       <Option type="Map">
        <Option type="QString" name="added" value="I"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="changed" value="U"/>
       </Option>
       <Option type="Map">
        <Option type="QString" name="deleted" value="D"/>
       </Option>
      </Option>
     </Option>
    </config>
   </editWidget>
  </field>
 </fieldConfiguration>
 <aliases>
  <alias field="direction" index="0" name="Direction"/>
  <alias field="table_name" index="1" name="Table"/>
  <alias field="uid" index="2" name="Row (uid)"/>
  <alias field="action" index="3" name="Action"/>
  <alias field="columns" index="4" name="Columns"/>
  <alias field="old_values" index="5" name="Was"/>
  <alias field="new_values" index="6" name="Is"/>
  <alias field="edited_by" index="7" name="Edited by"/>
  <alias field="edited_at" index="8" name="Edited at"/>
 </aliases>
 <mapTip>&lt;p>&lt;b>[% replace( replace( coalesce( "table_name", '∅' ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %]&lt;/b> [% replace( replace( coalesce( "columns", '∅' ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %]&lt;/p>
&lt;table cellpadding="4">&lt;tr>&lt;th align="left">was&lt;/th>&lt;th align="left">is&lt;/th>&lt;/tr>
&lt;tr>&lt;td>[% replace( replace( left( coalesce( "old_values", '∅' ), 200 ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %]&lt;/td>&lt;td>[% replace( replace( left( coalesce( "new_values", '∅' ), 200 ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %]&lt;/td>&lt;/tr>&lt;/table>
&lt;p>[% replace( replace( coalesce( "edited_by", '∅' ), '&amp;', '&amp;amp;' ), '&lt;', '&amp;lt;' ) %] [% format_date( "edited_at", 'yyyy-MM-dd HH:mm' ) %]&lt;/p></mapTip>
</qgis>
